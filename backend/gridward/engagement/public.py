"""What engagement offers."""

from gridward.engagement.appointment_lists import appointments_of, appointments_with
from gridward.engagement.appointment_rules import AppointmentRules, appointment_rules
from gridward.engagement.appointment_stops import appointment_stop, give_stops
from gridward.engagement.appointment_undoing import (
    drop_appointment,
    reopen_appointment,
    uncancel_appointment,
    unconfirm_appointment,
    unsettle_appointments,
)
from gridward.engagement.appointments import (
    agreed_day,
    agreed_for_day,
    agreed_on,
    book_appointment,
    cancel_appointment,
    close_appointment,
    confirm_appointment,
    hold_appointment,
    may_settle,
    move_appointment,
    settle_appointments,
    with_appointments,
)
from gridward.engagement.budget import Budget, BudgetRules, budget_rules, contact_budget
from gridward.engagement.care import forget_contact, note_contact, note_contacts, open_care, open_new_care
from gridward.engagement.consents import latest_consents, record_consent
from gridward.engagement.facts import note_fact
from gridward.engagement.journey import (
    JourneyRules,
    Standing,
    UnpaidDue,
    journey_rules,
    missing,
    missing_up_to,
    next_stage,
    stage_reached,
)
from gridward.engagement.matters.deciding import decide_matter
from gridward.engagement.matters.lists import MatterFilter, item_words, matter_rows, requests_of
from gridward.engagement.matters.opening import drop_request, open_matter
from gridward.engagement.matters.papers import MorePapers, add_papers
from gridward.engagement.matters.schemas import (
    MatterDecision,
    MatterList,
    MatterOut,
    MatterState,
    RequestTaken,
    Words,
)
from gridward.engagement.messages.choosing import make_gateway
from gridward.engagement.messages.delivering import Deliveries, cities_with_messages, deliver_messages
from gridward.engagement.messages.gateway import Envelope, Gateway, Refused
from gridward.engagement.messages.hours import may_leave, message_hours
from gridward.engagement.messages.letters import one_letter
from gridward.engagement.messages.sending import UrgentMessage, send_now
from gridward.engagement.messages.templates import compose, message_rules
from gridward.engagement.notes import drop_note, keep_notes, notes_of
from gridward.engagement.notices import queue_first_notices, queue_notices, recall_notices
from gridward.engagement.outgoing import add_messages, queue_messages, reword, take_back
from gridward.engagement.permission import consent_rules, marketing_allowed
from gridward.engagement.released import release_requests
from gridward.engagement.request_answers import (
    accept_request,
    complete_requests,
    reopen_request,
    return_request,
)
from gridward.engagement.request_expiry import expire_requests
from gridward.engagement.request_lists import RequestFilter, request_rows
from gridward.engagement.schemas import (
    AppointmentFacts,
    AppointmentOut,
    ConsentOut,
    NoteOut,
    ReasonOut,
    RequestList,
    RequestOut,
    SearchStep,
)
from gridward.engagement.service_items import (
    Need,
    Said,
    ServiceItem,
    ServiceItems,
    lacking,
    service_items,
)
from gridward.engagement.suspicion import SuspicionRules, suspicion_rules
from gridward.engagement.tasks import (
    add_task,
    add_tasks,
    add_tasks_in,
    close_task,
    close_tasks,
    drop_tasks,
    put_off,
    renew_task,
    reopen_task,
)
from gridward.engagement.unreachable import (
    UnreachableRules,
    drop_step,
    judge_search,
    keep_step,
    steps_with,
    unreachable_rules,
)
from gridward.engagement.visit_requests import raise_request
from gridward.engagement.waves import first_contact_rules

__all__ = [
    "AppointmentFacts",
    "AppointmentOut",
    "AppointmentRules",
    "Budget",
    "BudgetRules",
    "ConsentOut",
    "Deliveries",
    "Envelope",
    "Gateway",
    "JourneyRules",
    "MatterDecision",
    "MatterFilter",
    "MatterList",
    "MatterOut",
    "MatterState",
    "MorePapers",
    "Need",
    "NoteOut",
    "ReasonOut",
    "Refused",
    "RequestFilter",
    "RequestList",
    "RequestOut",
    "RequestTaken",
    "Said",
    "SearchStep",
    "ServiceItem",
    "ServiceItems",
    "Standing",
    "SuspicionRules",
    "UnpaidDue",
    "UnreachableRules",
    "UrgentMessage",
    "Words",
    "accept_request",
    "add_messages",
    "add_papers",
    "add_task",
    "add_tasks",
    "add_tasks_in",
    "agreed_day",
    "agreed_for_day",
    "agreed_on",
    "appointment_rules",
    "appointment_stop",
    "appointments_of",
    "appointments_with",
    "book_appointment",
    "budget_rules",
    "cancel_appointment",
    "cities_with_messages",
    "close_appointment",
    "close_task",
    "close_tasks",
    "complete_requests",
    "compose",
    "confirm_appointment",
    "consent_rules",
    "contact_budget",
    "decide_matter",
    "deliver_messages",
    "drop_appointment",
    "drop_note",
    "drop_request",
    "drop_step",
    "drop_tasks",
    "expire_requests",
    "first_contact_rules",
    "forget_contact",
    "give_stops",
    "hold_appointment",
    "item_words",
    "journey_rules",
    "judge_search",
    "keep_notes",
    "keep_step",
    "lacking",
    "latest_consents",
    "make_gateway",
    "marketing_allowed",
    "matter_rows",
    "may_leave",
    "may_settle",
    "message_hours",
    "message_rules",
    "missing",
    "missing_up_to",
    "move_appointment",
    "next_stage",
    "note_contact",
    "note_contacts",
    "note_fact",
    "notes_of",
    "one_letter",
    "open_care",
    "open_matter",
    "open_new_care",
    "put_off",
    "queue_first_notices",
    "queue_messages",
    "queue_notices",
    "raise_request",
    "recall_notices",
    "record_consent",
    "release_requests",
    "renew_task",
    "reopen_appointment",
    "reopen_request",
    "reopen_task",
    "request_rows",
    "requests_of",
    "return_request",
    "reword",
    "send_now",
    "service_items",
    "settle_appointments",
    "stage_reached",
    "steps_with",
    "suspicion_rules",
    "take_back",
    "uncancel_appointment",
    "unconfirm_appointment",
    "unreachable_rules",
    "unsettle_appointments",
    "with_appointments",
]
