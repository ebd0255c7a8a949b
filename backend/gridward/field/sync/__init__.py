"""What tablets keep of their cells: snapshots, and the feed of changes that follows them."""
