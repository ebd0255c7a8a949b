"""A tablet in WebKit: the list of today, a start without a server, what is done meanwhile, and how it arrives."""
