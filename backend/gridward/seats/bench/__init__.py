"""The queue measured as many seats take from it at once."""
