"""What the seats' workplace offers."""

from gridward.seats.filling import fill_queue

__all__ = ["fill_queue"]
