"""What renewal offers."""

from gridward.renewal.cards.activating import judge_dues
from gridward.renewal.debits.repairing import Repairs, start_repairs
from gridward.renewal.debits.taking import Taken, take_file
from gridward.renewal.dues import refresh_dues
from gridward.renewal.generating import Generated, generate_work
from gridward.renewal.promises import record_promise
from gridward.renewal.settling import Settled, settle
from gridward.renewal.whom.schemas import TreatmentDecisions
from gridward.renewal.whom.showing import decisions_of

__all__ = [
    "Generated",
    "Repairs",
    "Settled",
    "Taken",
    "TreatmentDecisions",
    "decisions_of",
    "generate_work",
    "judge_dues",
    "record_promise",
    "refresh_dues",
    "settle",
    "start_repairs",
    "take_file",
]
