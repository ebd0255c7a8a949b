"""Messages to specialists: from whoever leads them, from seats about a customer, and from the system."""
