"""The journal: every deed once, append-only, sealed into a hash chain."""
