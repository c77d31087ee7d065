"""Files: kept by their hash, checked when they come, served only through the policy of what they belong to."""
