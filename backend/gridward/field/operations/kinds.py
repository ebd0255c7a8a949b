"""The kinds of operations that this server knows: what they hold, whom they are about, what they do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations import consents, contacts, events, requests, reviews, tasks, visits
from gridward.field.operations.authority import (
    Subject,
    subject_of_customer,
    subject_of_handover,
    subject_of_request,
)
from gridward.field.operations.work import Result, Work
from gridward.field.payloads import (
    ConsentRecord,
    ContactLog,
    HandoverAccept,
    Payload,
    RequestAccept,
    RequestReturn,
    TaskSkip,
    VisitBegin,
    VisitComplete,
)
from gridward.field.payloads_events import EventAnswer, EventAttend, EventCancel, EventInvite
from gridward.field.payloads_review import RecommendationDecide, ReviewShown


@dataclass(frozen=True)
class Kind:
    """A kind of operation."""

    model: type[Payload]
    subject: Callable[[AsyncSession, Any], Awaitable[Subject | None]]
    apply: Callable[[AsyncSession, Work, Any], Awaitable[Result]]


KINDS = {
    "visit.begin": Kind(VisitBegin, subject_of_customer, visits.begin),
    "visit.complete": Kind(VisitComplete, subject_of_customer, visits.complete),
    "contact.log": Kind(ContactLog, subject_of_customer, contacts.log),
    "consent.record": Kind(ConsentRecord, subject_of_customer, consents.record),
    "event.invite": Kind(EventInvite, subject_of_customer, events.ask),
    "event.answer": Kind(EventAnswer, subject_of_customer, events.answer),
    "event.cancel": Kind(EventCancel, subject_of_customer, events.cancel),
    "event.attend": Kind(EventAttend, subject_of_customer, events.attend),
    "task.skip": Kind(TaskSkip, subject_of_customer, tasks.skip),
    "request.accept": Kind(RequestAccept, subject_of_request, requests.accept),
    "request.return": Kind(RequestReturn, subject_of_request, requests.give_back),
    "review.shown": Kind(ReviewShown, subject_of_customer, reviews.shown),
    "recommendation.decide": Kind(RecommendationDecide, subject_of_customer, reviews.decide),
    "handover.accept": Kind(HandoverAccept, subject_of_handover, requests.take_over),
}
