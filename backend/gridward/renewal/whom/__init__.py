"""Whom to treat: which due is worth which contact, who is left out by lot, and what contacts bring."""
