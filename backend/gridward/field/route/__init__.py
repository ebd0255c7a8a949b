"""The day's route: which doors, in which order, when. `travel`, `timing`, `solving` and `calls` are pure."""
