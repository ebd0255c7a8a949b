"""How good the choice of stations is, and how long it takes, beside other ways to choose."""
