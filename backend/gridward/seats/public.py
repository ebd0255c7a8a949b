"""What the seats' workplace offers."""

from gridward.seats.counts import waiting_items
from gridward.seats.filling import fill_queue

__all__ = ["fill_queue", "waiting_items"]
