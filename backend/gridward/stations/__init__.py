"""Service stations: which are open, and which station each cell hangs on."""
