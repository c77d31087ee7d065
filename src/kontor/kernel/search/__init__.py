"""Search across languages: what words mean, whatever language they are in. Knows no company and no city."""
