"""Models that a city's closed premiums taught: trained, approved, in force, watched; the points card stands behind."""
