"""Gridward serves an insurer's orphan customers by geography."""

__version__ = "0.1.0"
