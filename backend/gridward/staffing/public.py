"""What staffing offers."""

from gridward.staffing.scope import cells_of_account

__all__ = ["cells_of_account"]
