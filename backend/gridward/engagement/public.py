"""What engagement offers."""

from gridward.engagement.schemas import ReasonOut, RequestList, RequestOut

__all__ = ["ReasonOut", "RequestList", "RequestOut"]
