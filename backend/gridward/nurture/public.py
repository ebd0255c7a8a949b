"""What the nurture programme offers."""

from gridward.nurture.night import Night, nurture

__all__ = ["Night", "nurture"]
