"""Measures of what tablets get: whether the feed misses anything."""
