"""What the book offers."""

from gridward.book.as_of import find_states
from gridward.book.contact_details import (
    DETAILS,
    ReachedAt,
    address_key,
    contact_details,
    correct_details,
    same_detail,
)
from gridward.book.contradictions import find_contradictions
from gridward.book.events import events_of, learnt_on, read_events
from gridward.book.facts import FACTS, FactTable, Reference
from gridward.book.history import (
    EventKind,
    PolicyEvent,
    StateChange,
    Terms,
    changes_of_state,
    contract_as_of,
)
from gridward.book.identity_key import FiveFields, exact_text, normal_text
from gridward.book.incomes import INCOMES
from gridward.book.landlines import key_landlines
from gridward.book.loading import (
    Merged,
    RepeatedKey,
    Stager,
    StandingKey,
    UnknownReference,
    copy_text,
    drop_older,
    drop_repeated,
    drop_unresolved,
    merge,
    staging,
    standing_keys,
)
from gridward.book.payments import ToldInstalment, put_instalments
from gridward.book.reading import (
    LOAN_CHANNELS,
    InstalmentFacts,
    PolicyFacts,
    contract_of,
    instalments_of,
)
from gridward.book.recording import learn
from gridward.book.rules_of_states import ENDS, Cause, ContractState, InstalmentState, cause_of
from gridward.book.sample import sealed_name
from gridward.book.schedule import (
    GRACE_DAYS,
    MONTHS_BETWEEN,
    REINSTATEMENT_YEARS,
    add_months,
    grace_ends,
    insurer_decides,
    reinstatable_to,
    suspended_on,
)
from gridward.book.states import (
    Contract,
    Instalment,
    account,
    contract_state,
    instalment_state,
    is_suspended,
    oldest_unpaid,
    owed,
    unpaid,
)
from gridward.book.states_page import states_page
from gridward.book.telephones import landline_key, mobile_key, plain_landline, plain_mobile
from gridward.book.telling import note_source

__all__ = [
    "DETAILS",
    "ENDS",
    "FACTS",
    "GRACE_DAYS",
    "INCOMES",
    "LOAN_CHANNELS",
    "MONTHS_BETWEEN",
    "REINSTATEMENT_YEARS",
    "Cause",
    "Contract",
    "ContractState",
    "EventKind",
    "FactTable",
    "FiveFields",
    "Instalment",
    "InstalmentFacts",
    "InstalmentState",
    "Merged",
    "PolicyEvent",
    "PolicyFacts",
    "ReachedAt",
    "Reference",
    "RepeatedKey",
    "Stager",
    "StandingKey",
    "StateChange",
    "Terms",
    "ToldInstalment",
    "UnknownReference",
    "account",
    "add_months",
    "address_key",
    "cause_of",
    "changes_of_state",
    "contact_details",
    "contract_as_of",
    "contract_of",
    "contract_state",
    "copy_text",
    "correct_details",
    "drop_older",
    "drop_repeated",
    "drop_unresolved",
    "events_of",
    "exact_text",
    "find_contradictions",
    "find_states",
    "grace_ends",
    "instalment_state",
    "instalments_of",
    "insurer_decides",
    "is_suspended",
    "key_landlines",
    "landline_key",
    "learn",
    "learnt_on",
    "merge",
    "mobile_key",
    "normal_text",
    "note_source",
    "oldest_unpaid",
    "owed",
    "plain_landline",
    "plain_mobile",
    "put_instalments",
    "read_events",
    "reinstatable_to",
    "same_detail",
    "sealed_name",
    "staging",
    "standing_keys",
    "states_page",
    "suspended_on",
    "unpaid",
]
