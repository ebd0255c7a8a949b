"""What engagement offers."""

from gridward.engagement.care import note_contact, open_care
from gridward.engagement.journey import Standing, UnpaidDue, missing, next_stage
from gridward.engagement.messages.choosing import make_gateway
from gridward.engagement.messages.delivering import Deliveries, deliver_messages
from gridward.engagement.messages.gateway import Envelope, Gateway, Refused
from gridward.engagement.messages.letters import one_letter
from gridward.engagement.notices import queue_notices
from gridward.engagement.outgoing import add_messages
from gridward.engagement.released import release_requests
from gridward.engagement.request_answers import accept_request, complete_request, return_request
from gridward.engagement.request_expiry import expire_requests
from gridward.engagement.request_lists import RequestFilter, request_rows
from gridward.engagement.schemas import ReasonOut, RequestList, RequestOut
from gridward.engagement.tasks import add_task, add_tasks, close_task
from gridward.engagement.visit_requests import raise_request
from gridward.engagement.waves import first_contact_rules

__all__ = [
    "Deliveries",
    "Envelope",
    "Gateway",
    "ReasonOut",
    "Refused",
    "RequestFilter",
    "RequestList",
    "RequestOut",
    "Standing",
    "UnpaidDue",
    "accept_request",
    "add_messages",
    "add_task",
    "add_tasks",
    "close_task",
    "complete_request",
    "deliver_messages",
    "expire_requests",
    "first_contact_rules",
    "make_gateway",
    "missing",
    "next_stage",
    "note_contact",
    "one_letter",
    "open_care",
    "queue_notices",
    "raise_request",
    "release_requests",
    "request_rows",
    "return_request",
]
