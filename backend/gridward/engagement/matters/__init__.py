"""Matters that calls leave for operations: what customers asked for, and what looks like organised surrender."""
