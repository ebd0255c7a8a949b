"""A specialist's week in figures: what was planned and done, and what he is to come to."""
