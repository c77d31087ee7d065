"""Mail: written into an outbox with the deed, sent by a job over real SMTP, every delivery on record."""
