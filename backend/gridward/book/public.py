"""What the book offers."""

from gridward.book.facts import FACTS, FactTable, Reference
from gridward.book.identity_key import FiveFields, exact_text, normal_text
from gridward.book.incomes import INCOMES
from gridward.book.loading import (
    Merged,
    RepeatedKey,
    Stager,
    UnknownReference,
    drop_repeated,
    drop_unresolved,
    merge,
    staging,
)
from gridward.book.reading import (
    LOAN_CHANNELS,
    InstalmentFacts,
    PolicyFacts,
    contract_of,
    instalments_of,
)
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
    ContractState,
    InstalmentState,
    account,
    contract_state,
    instalment_state,
    is_suspended,
    oldest_unpaid,
    owed,
    unpaid,
)

__all__ = [
    "FACTS",
    "GRACE_DAYS",
    "INCOMES",
    "LOAN_CHANNELS",
    "MONTHS_BETWEEN",
    "REINSTATEMENT_YEARS",
    "Contract",
    "ContractState",
    "FactTable",
    "FiveFields",
    "InstalmentFacts",
    "InstalmentState",
    "Merged",
    "PolicyFacts",
    "Reference",
    "RepeatedKey",
    "Stager",
    "UnknownReference",
    "account",
    "add_months",
    "contract_of",
    "contract_state",
    "drop_repeated",
    "drop_unresolved",
    "exact_text",
    "grace_ends",
    "instalment_state",
    "instalments_of",
    "insurer_decides",
    "is_suspended",
    "merge",
    "normal_text",
    "oldest_unpaid",
    "owed",
    "reinstatable_to",
    "sealed_name",
    "staging",
    "suspended_on",
    "unpaid",
]
