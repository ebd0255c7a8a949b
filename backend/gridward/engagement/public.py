"""What engagement offers."""

from gridward.engagement.budget import Budget, BudgetRules, budget_rules, contact_budget
from gridward.engagement.care import note_contact, open_care, open_new_care
from gridward.engagement.consents import latest_consents, record_consent
from gridward.engagement.facts import note_fact
from gridward.engagement.journey import Standing, UnpaidDue, missing, missing_up_to, next_stage, stage_reached
from gridward.engagement.matters.deciding import decide_matter
from gridward.engagement.matters.lists import MatterFilter, matter_rows, requests_of
from gridward.engagement.matters.opening import open_matter
from gridward.engagement.matters.schemas import (
    MatterDecision,
    MatterList,
    MatterOut,
    MatterState,
    RequestTaken,
)
from gridward.engagement.messages.choosing import make_gateway
from gridward.engagement.messages.delivering import Deliveries, cities_with_messages, deliver_messages
from gridward.engagement.messages.gateway import Envelope, Gateway, Refused
from gridward.engagement.messages.hours import may_leave, message_hours
from gridward.engagement.messages.letters import one_letter
from gridward.engagement.messages.sending import UrgentMessage, send_now
from gridward.engagement.messages.templates import message_rules
from gridward.engagement.notices import queue_first_notices, queue_notices, recall_notices
from gridward.engagement.outgoing import add_messages, queue_messages, reword, take_back
from gridward.engagement.permission import consent_rules, marketing_allowed
from gridward.engagement.released import release_requests
from gridward.engagement.request_answers import accept_request, complete_request, return_request
from gridward.engagement.request_expiry import expire_requests
from gridward.engagement.request_lists import RequestFilter, request_rows
from gridward.engagement.schemas import ConsentOut, ReasonOut, RequestList, RequestOut
from gridward.engagement.service_items import ServiceItems, service_items
from gridward.engagement.suspicion import SuspicionRules, suspicion_rules
from gridward.engagement.tasks import add_task, add_tasks, close_task
from gridward.engagement.visit_requests import raise_request
from gridward.engagement.waves import first_contact_rules

__all__ = [
    "Budget",
    "BudgetRules",
    "ConsentOut",
    "Deliveries",
    "Envelope",
    "Gateway",
    "MatterDecision",
    "MatterFilter",
    "MatterList",
    "MatterOut",
    "MatterState",
    "ReasonOut",
    "Refused",
    "RequestFilter",
    "RequestList",
    "RequestOut",
    "RequestTaken",
    "ServiceItems",
    "Standing",
    "SuspicionRules",
    "UnpaidDue",
    "UrgentMessage",
    "accept_request",
    "add_messages",
    "add_task",
    "add_tasks",
    "budget_rules",
    "cities_with_messages",
    "close_task",
    "complete_request",
    "consent_rules",
    "contact_budget",
    "decide_matter",
    "deliver_messages",
    "expire_requests",
    "first_contact_rules",
    "latest_consents",
    "make_gateway",
    "marketing_allowed",
    "matter_rows",
    "may_leave",
    "message_hours",
    "message_rules",
    "missing",
    "missing_up_to",
    "next_stage",
    "note_contact",
    "note_fact",
    "one_letter",
    "open_care",
    "open_matter",
    "open_new_care",
    "queue_first_notices",
    "queue_messages",
    "queue_notices",
    "raise_request",
    "recall_notices",
    "record_consent",
    "release_requests",
    "request_rows",
    "requests_of",
    "return_request",
    "reword",
    "send_now",
    "service_items",
    "stage_reached",
    "suspicion_rules",
    "take_back",
]
