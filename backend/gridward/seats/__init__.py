"""The seat's workplace: the queue, calls, visits asked for."""
