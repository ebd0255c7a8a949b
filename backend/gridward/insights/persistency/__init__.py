"""Persistency: one rule, its switches, and the figures and rows that it makes of a city."""
