"""What renewal offers."""

from gridward.renewal.debits.deliveries import (
    abandon_delivery,
    deliver_debits,
    delivery_not_found,
    drop_delivery,
    note_delivery,
    one_delivery,
    read_delivery,
    requeue_delivery,
    sweep_deliveries,
)
from gridward.renewal.debits.repairing import Repairs, start_repairs
from gridward.renewal.debits.taking import Taken, take_file, waiting_briefly
from gridward.renewal.dues import refresh_dues
from gridward.renewal.generating import Generated, generate_work
from gridward.renewal.learned.ordering import note_order
from gridward.renewal.learned.store import activate_model, approve_model, list_models
from gridward.renewal.learned.training import train_model
from gridward.renewal.promises import record_promise, take_back_promise
from gridward.renewal.rejudging import judge_dues
from gridward.renewal.settling import Settled, settle
from gridward.renewal.whom.left_alone import held_out
from gridward.renewal.whom.lot import drawn
from gridward.renewal.whom.rates import Effect, effect_of_groups
from gridward.renewal.whom.rules import treatment_rules
from gridward.renewal.whom.schemas import TreatmentDecisions
from gridward.renewal.whom.showing import decisions_of

__all__ = [
    "Effect",
    "Generated",
    "Repairs",
    "Settled",
    "Taken",
    "TreatmentDecisions",
    "abandon_delivery",
    "activate_model",
    "approve_model",
    "decisions_of",
    "deliver_debits",
    "delivery_not_found",
    "drawn",
    "drop_delivery",
    "effect_of_groups",
    "generate_work",
    "held_out",
    "judge_dues",
    "list_models",
    "note_delivery",
    "note_order",
    "one_delivery",
    "read_delivery",
    "record_promise",
    "refresh_dues",
    "requeue_delivery",
    "settle",
    "start_repairs",
    "sweep_deliveries",
    "take_back_promise",
    "take_file",
    "train_model",
    "treatment_rules",
    "waiting_briefly",
]
