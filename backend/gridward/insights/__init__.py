"""What works: coverage, dues and their collection, persistency, tasks, flags. Reads only."""
