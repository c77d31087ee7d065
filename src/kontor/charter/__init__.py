"""The alliance's statute as typed data and pure functions over it. Knows no Django, no database, no clock."""
