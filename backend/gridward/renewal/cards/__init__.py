"""Points cards in the hands of ops: copied, edited, tried on a city's dues, put in force. What is shipped stays files."""
