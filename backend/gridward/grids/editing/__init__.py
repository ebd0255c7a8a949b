"""Drafts that somebody changes by hand: each edit is computed where it was made, kept, and can be undone."""
