"""The machinery under every room: settings, database, encryption, audit, files in, problems out. Knows no insurance."""
