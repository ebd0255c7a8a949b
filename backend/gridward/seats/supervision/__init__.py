"""Who leads the seats: what waits and who is where, items moved between hands, calls scored."""
