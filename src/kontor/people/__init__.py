"""Persons, organisations, organs and seats, accounts."""
