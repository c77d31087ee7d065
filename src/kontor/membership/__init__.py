"""Membership: from first contact to leaving (MEM-1..13)."""
