"""What recommendation offers."""

from gridward.recommendation.answering import keep_answer
from gridward.recommendation.keeping import keep_review
from gridward.recommendation.schemas import ReviewPage
from gridward.recommendation.showing import review_page

__all__ = ["ReviewPage", "keep_answer", "keep_review", "review_page"]
