"""What operations name and comes after them: photos and papers, in pieces, checked when they are whole."""
