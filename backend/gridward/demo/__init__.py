"""The demo city: loading it, the people who sign in to it, and the walk that checks the whole application."""
