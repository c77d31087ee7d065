"""Letters, certificates and records: one typed document, rendered as accessible PDF and as editable DOCX."""
