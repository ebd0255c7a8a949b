"""What renewal offers."""

from gridward.renewal.cards.activating import judge_dues
from gridward.renewal.dues import refresh_dues
from gridward.renewal.generating import Generated, generate_work
from gridward.renewal.promises import record_promise
from gridward.renewal.settling import Settled, settle

__all__ = ["Generated", "Settled", "generate_work", "judge_dues", "record_promise", "refresh_dues", "settle"]
