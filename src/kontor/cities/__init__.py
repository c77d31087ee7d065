"""Cities, districts and counties with their profiles."""
