"""PostgreSQL of our own, where none is configured: started by the first process that needs it, stopped with the last."""

from gridward.platform.postgres.server import EmbeddedPostgres, Status, embedded, status, stop

__all__ = ["EmbeddedPostgres", "Status", "embedded", "status", "stop"]
