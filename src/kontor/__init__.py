"""Kontor: the platform on which an international alliance of cities runs."""

__version__ = "0.1.0"
