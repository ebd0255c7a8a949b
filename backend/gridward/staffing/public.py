"""What staffing offers."""

from gridward.staffing.accepting import accept_handover
from gridward.staffing.accounts import add_specialist_account, link_lead, link_specialist, put_lead
from gridward.staffing.appointing import appoint, departed, leave
from gridward.staffing.choices import choices_for
from gridward.staffing.filling import fill_cells, give_stand_ins
from gridward.staffing.handover import forget_handovers, open_handovers
from gridward.staffing.proposing import Proposed, propose
from gridward.staffing.queries import get_staffing, staffed_cell
from gridward.staffing.rules import staffing_rules
from gridward.staffing.schemas import StaffedCell, StaffedOut, StaffingOut, TenureIn
from gridward.staffing.scope import cells_of_account
from gridward.staffing.tenures import PlanDays, end_tenures, forget_tenures, plans_from, reopen_tenures
from gridward.staffing.workers import specialist_of, worker_of_cell, workers_of_plan, works_cell

__all__ = [
    "PlanDays",
    "Proposed",
    "StaffedCell",
    "StaffedOut",
    "StaffingOut",
    "TenureIn",
    "accept_handover",
    "add_specialist_account",
    "appoint",
    "cells_of_account",
    "choices_for",
    "departed",
    "end_tenures",
    "fill_cells",
    "forget_handovers",
    "forget_tenures",
    "get_staffing",
    "give_stand_ins",
    "leave",
    "link_lead",
    "link_specialist",
    "open_handovers",
    "plans_from",
    "propose",
    "put_lead",
    "reopen_tenures",
    "specialist_of",
    "staffed_cell",
    "staffing_rules",
    "worker_of_cell",
    "workers_of_plan",
    "works_cell",
]
