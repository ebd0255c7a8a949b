"""The kinds of operations that stand for themselves: all but those about other operations."""

from gridward.field.operations import (
    appointment_undoing,
    appointments,
    consents,
    contacts,
    details,
    events,
    notes,
    promises,
    requests,
    reviews,
    services,
    tasks,
    unreachable,
    visit_undoing,
    visits,
)
from gridward.field.operations.authority import (
    subject_of_code,
    subject_of_customer,
    subject_of_handover,
    subject_of_request,
)
from gridward.field.operations.kind import Kind, for_each
from gridward.field.payloads import (
    ConsentRecord,
    ContactLog,
    HandoverAccept,
    RequestAccept,
    RequestReturn,
    TaskSkip,
    VisitBegin,
    VisitComplete,
)
from gridward.field.payloads_appointments import (
    AppointmentBook,
    AppointmentCancel,
    AppointmentClose,
    AppointmentConfirm,
    AppointmentRebook,
    UnreachableStep,
)
from gridward.field.payloads_events import EventAdmit, EventAnswer, EventAttend, EventCancel, EventInvite
from gridward.field.payloads_review import RecommendationDecide, ReviewShown
from gridward.field.payloads_service import (
    CustomerCorrect,
    NoteAdd,
    PromiseRecord,
    RequestSubmit,
    RequestSupplement,
)

PLAIN = {
    "visit.begin": for_each(VisitBegin, visits.keep, visit_undoing.undo_begin, opens_stages=False),
    "visit.complete": for_each(VisitComplete, visits.keep, visit_undoing.undo_complete, behind=VisitBegin),
    "contact.log": for_each(ContactLog, contacts.log, contacts.undo_log),
    "promise.record": for_each(PromiseRecord, promises.record, promises.undo_record),
    "note.add": for_each(NoteAdd, notes.add, notes.undo_add, opens_stages=False),
    "customer.correct": Kind(CustomerCorrect, subject_of_customer, details.correct, details.undo_correct),
    "appointment.book": Kind(
        AppointmentBook,
        subject_of_customer,
        appointments.book,
        appointment_undoing.undo_book,
        appointment_undoing.require_as_booked,
    ),
    "appointment.rebook": Kind(AppointmentRebook, subject_of_customer, appointments.rebook),
    "appointment.confirm": Kind(
        AppointmentConfirm, subject_of_customer, appointments.confirm, appointment_undoing.undo_confirm
    ),
    "appointment.cancel": Kind(
        AppointmentCancel, subject_of_customer, appointments.cancel, appointment_undoing.undo_cancel
    ),
    "appointment.close": Kind(
        AppointmentClose, subject_of_customer, appointments.close, appointment_undoing.undo_close
    ),
    "unreachable.step": Kind(UnreachableStep, subject_of_customer, unreachable.step, unreachable.undo_step),
    "consent.record": Kind(ConsentRecord, subject_of_customer, consents.record),
    "event.invite": Kind(EventInvite, subject_of_customer, events.ask),
    "event.answer": Kind(EventAnswer, subject_of_customer, events.answer),
    "event.cancel": Kind(EventCancel, subject_of_customer, events.cancel),
    "event.attend": Kind(EventAttend, subject_of_customer, events.attend),
    "event.admit": Kind(
        EventAdmit, subject_of_code, events.admit_by_code, stranger="event.code_unknown", anybody_of_city=True
    ),
    "task.skip": for_each(TaskSkip, tasks.skip, tasks.undo_skip),
    "request.accept": Kind(RequestAccept, subject_of_request, requests.accept),
    "request.return": Kind(RequestReturn, subject_of_request, requests.give_back),
    "request.submit": Kind(RequestSubmit, subject_of_customer, services.submit, services.undo_submit),
    "request.supplement": Kind(
        RequestSupplement, subject_of_customer, services.supplement, opens_stages=False
    ),
    "review.shown": Kind(ReviewShown, subject_of_customer, reviews.shown),
    "recommendation.decide": Kind(RecommendationDecide, subject_of_customer, reviews.decide),
    "handover.accept": Kind(HandoverAccept, subject_of_handover, requests.take_over),
}
