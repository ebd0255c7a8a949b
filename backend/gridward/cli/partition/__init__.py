"""Tablets on hosts of their own: cut off from the server, or without its answers, and then together again."""
