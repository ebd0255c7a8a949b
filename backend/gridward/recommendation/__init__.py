"""Policy review (保单检视): cover against need with the customer beside, and one recommendation behind its gate."""
