"""Plans that somebody drew in a map program: read, examined, and stored as drafts like those that are built."""
