"""Specialists and their cells: who is responsible for which cell from when to when, stand-ins, hand-over."""
