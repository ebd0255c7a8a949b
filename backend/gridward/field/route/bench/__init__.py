"""How good the day's routes are, and how long they take to plan."""
