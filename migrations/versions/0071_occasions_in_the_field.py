"""Steps of the programme between dues that are a specialist's to take."""

from alembic import op

revision: str = "0071"
down_revision: str | None = "0070"


def upgrade() -> None:
    _allow("'field', 'message', 'call'")


def downgrade() -> None:
    _allow("'message', 'call'")


def _allow(steps: str) -> None:
    op.execute(
        "-- squawk-ignore ban-drop-constraint\nALTER TABLE nurture.touch DROP CONSTRAINT ck_touch_step"
    )
    op.execute(
        "-- squawk-ignore constraint-missing-not-valid\n"
        f"ALTER TABLE nurture.touch ADD CONSTRAINT ck_touch_step CHECK (step IN ({steps}))"
    )
