"""Contracts that moved out or were converted are a state of their own: persistency leaves them out."""

from alembic import op

revision: str = "0051"
down_revision: str | None = "0050"

_BEFORE = (
    "in_force", "in_grace", "suspended", "surrendered", "matured", "apl", "reduced_paid_up", "ended_by_claim",
    "cancelled", "terminated",
)  # fmt: skip


def upgrade() -> None:
    _states(*_BEFORE, "moved_out", "converted")


def downgrade() -> None:
    op.execute("UPDATE book.policy SET state = 'terminated' WHERE state IN ('moved_out', 'converted')")
    _states(*_BEFORE)


def _states(*states: str) -> None:
    # The name that the first migration of the book gave it.
    name = "ck_policy_ck_policy_state"
    op.execute(f"-- squawk-ignore ban-drop-constraint\nALTER TABLE book.policy DROP CONSTRAINT {name}")
    named = ", ".join(f"'{state}'" for state in states)
    op.execute(
        "-- squawk-ignore constraint-missing-not-valid\n"
        f"ALTER TABLE book.policy ADD CONSTRAINT {name} CHECK (state IN ({named}))"
    )
