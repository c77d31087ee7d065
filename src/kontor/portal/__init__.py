"""Home, desks, and the site map."""
