"""The insurer's facts as delivered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    op.execute("CREATE SCHEMA book")
    op.create_table(
        "agent",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("agent_no", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("name_masked", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("mobile_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("mobile_masked", sa.Text(), server_default="", nullable=False),
        sa.Column("mobile_key", sa.Uuid(), nullable=True),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "status IN ('in_service', 'left', 'suspended')", name="ck_agent_status"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_agent_city_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agent"),
        sa.UniqueConstraint("city_id", "agent_no", name="uq_agent_city_id_agent_no"),
        schema="book",
    )
    op.create_table(
        "agent_movement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("agent_no", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("from_branch", sa.Text(), nullable=True),
        sa.Column("to_branch", sa.Text(), nullable=True),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=True),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.city.id"], name="fk_agent_movement_city_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agent_movement"),
        sa.UniqueConstraint(
            "city_id",
            "agent_no",
            "moved_on",
            "kind",
            name="uq_agent_movement_city_id_agent_no_moved_on_kind",
        ),
        schema="book",
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("customer_no", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("name_masked", sa.Text(), nullable=False),
        sa.Column("name_tokens", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column(
            "is_organisation",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("id_type", sa.Text(), nullable=True),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_masked", sa.Text(), server_default="", nullable=False),
        sa.Column("id_number_key", sa.Uuid(), nullable=True),
        sa.Column("mobile_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("mobile_masked", sa.Text(), server_default="", nullable=False),
        sa.Column("mobile_key", sa.Uuid(), nullable=True),
        sa.Column("landline_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("address_masked", sa.Text(), server_default="", nullable=False),
        sa.Column("address_key", sa.Uuid(), nullable=True),
        sa.Column("exact_identity_key", sa.Uuid(), nullable=True),
        sa.Column("normal_identity_key", sa.Uuid(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("marital_status", sa.Text(), nullable=True),
        sa.Column("children", sa.SmallInteger(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=True),
        sa.Column("income_band", sa.Text(), nullable=True),
        sa.Column(
            "interests",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
        ),
        sa.Column("on_wechat", sa.Boolean(), nullable=True),
        sa.Column("do_not_call", sa.Boolean(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.city.id"], name="fk_customer_city_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_customer"),
        sa.UniqueConstraint(
            "city_id", "customer_no", name="uq_customer_city_id_customer_no"
        ),
        schema="book",
    )
    op.create_index(
        "ix_customer_id_number_key",
        "customer",
        ["id_number_key"],
        unique=False,
        schema="book",
    )
    op.create_index(
        "ix_customer_mobile_key",
        "customer",
        ["mobile_key"],
        unique=False,
        schema="book",
    )
    op.create_index(
        "ix_customer_name_tokens",
        "customer",
        ["name_tokens"],
        unique=False,
        schema="book",
        postgresql_using="gin",
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("product_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("age_from", sa.SmallInteger(), nullable=True),
        sa.Column("age_to", sa.SmallInteger(), nullable=True),
        sa.Column("premium_from", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("premium_to", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column(
            "pay_years",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
        ),
        sa.Column("sold_from", sa.SmallInteger(), nullable=True),
        sa.Column("sold_to", sa.SmallInteger(), nullable=True),
        sa.Column("on_sale", sa.Boolean(), nullable=True),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.city.id"], name="fk_product_city_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_product"),
        sa.UniqueConstraint(
            "city_id", "product_code", name="uq_product_city_id_product_code"
        ),
        schema="book",
    )
    op.create_table(
        "specialist",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("staff_no", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("name_masked", sa.Text(), nullable=False),
        sa.Column("employment", sa.Text(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("home_address_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("home_position_sealed", sa.LargeBinary(), nullable=True),
        sa.Column(
            "qualifications",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
        ),
        sa.Column("years_of_service", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.city.id"], name="fk_specialist_city_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_specialist"),
        sa.UniqueConstraint(
            "city_id", "staff_no", name="uq_specialist_city_id_staff_no"
        ),
        schema="book",
    )
    op.create_table(
        "station",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("station_no", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("delivered_frame", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("monthly_cost", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.city.id"], name="fk_station_city_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_station"),
        sa.UniqueConstraint(
            "city_id", "station_no", name="uq_station_city_id_station_no"
        ),
        schema="book",
    )
    op.create_table(
        "contact",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.city.id"], name="fk_contact_city_id"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["book.customer.id"], name="fk_contact_customer_id"
        ),
        sa.PrimaryKeyConstraint("at", "row_hash", "ordinal", name="pk_contact"),
        schema="book",
        postgresql_partition_by="RANGE (at)",
    )
    op.create_index(
        "ix_contact_customer_id_at",
        "contact",
        ["customer_id", "at"],
        unique=False,
        schema="book",
    )
    op.create_table(
        "policy",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("policy_no", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.BigInteger(), nullable=False),
        sa.Column("insured_id", sa.BigInteger(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("product_code", sa.Text(), nullable=False),
        sa.Column("product_name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("pay_mode", sa.Text(), nullable=False),
        sa.Column("pay_years", sa.SmallInteger(), nullable=True),
        sa.Column("premium", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("sum_insured", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("currency", sa.Text(), server_default="CNY", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("paid_to", sa.Date(), nullable=True),
        sa.Column("selling_agent_no", sa.Text(), nullable=True),
        sa.Column("service_agent_no", sa.Text(), nullable=True),
        sa.Column("debit_state", sa.Text(), nullable=True),
        sa.Column("cash_value", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("loan_balance", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "pay_mode IN ('single', 'yearly', 'half_yearly', 'quarterly', 'monthly')",
            name="ck_policy_pay_mode",
        ),
        sa.CheckConstraint(
            "state IN ('in_force', 'in_grace', 'suspended', 'surrendered', 'matured', 'apl', 'reduced_paid_up', 'ended_by_claim', 'cancelled', 'terminated')",
            name="ck_policy_state",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.city.id"], name="fk_policy_city_id"
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["book.customer.id"], name="fk_policy_holder_id"
        ),
        sa.ForeignKeyConstraint(
            ["insured_id"], ["book.customer.id"], name="fk_policy_insured_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_policy"),
        sa.UniqueConstraint("city_id", "policy_no", name="uq_policy_city_id_policy_no"),
        schema="book",
    )
    op.create_index(
        "ix_policy_city_id_service_agent_no",
        "policy",
        ["city_id", "service_agent_no"],
        unique=False,
        schema="book",
    )
    op.create_index(
        "ix_policy_holder_id", "policy", ["holder_id"], unique=False, schema="book"
    )
    op.create_index(
        "ix_policy_insured_id", "policy", ["insured_id"], unique=False, schema="book"
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("claim_no", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("claimed", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("paid", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_claim_city_id"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["book.customer.id"], name="fk_claim_customer_id"
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["book.policy.id"], name="fk_claim_policy_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
        sa.UniqueConstraint("city_id", "claim_no", name="uq_claim_city_id_claim_no"),
        schema="book",
    )
    op.create_index(
        "ix_claim_customer_id", "claim", ["customer_id"], unique=False, schema="book"
    )
    op.create_index(
        "ix_claim_policy_id", "claim", ["policy_id"], unique=False, schema="book"
    )
    op.create_table(
        "instalment",
        sa.Column("policy_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("paid_amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.city.id"], name="fk_instalment_city_id"
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["book.policy.id"], name="fk_instalment_policy_id"
        ),
        sa.PrimaryKeyConstraint("policy_id", "number", name="pk_instalment"),
        schema="book",
    )
    op.create_table(
        "service_request",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("request_no", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.city.id"], name="fk_service_request_city_id"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["book.customer.id"], name="fk_service_request_customer_id"
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["book.policy.id"], name="fk_service_request_policy_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service_request"),
        sa.UniqueConstraint(
            "city_id", "request_no", name="uq_service_request_city_id_request_no"
        ),
        schema="book",
    )
    op.create_index(
        "ix_service_request_customer_id",
        "service_request",
        ["customer_id"],
        unique=False,
        schema="book",
    )
    op.create_index(
        "ix_service_request_policy_id",
        "service_request",
        ["policy_id"],
        unique=False,
        schema="book",
    )
    op.execute("CREATE TABLE book.contact_rest PARTITION OF book.contact DEFAULT")
    for watch in (
        "watch_batches('book.customer', 'id')",
        "watch_batches('book.agent', 'id')",
        "watch_batches('book.agent_movement', 'id')",
        "watch_batches('book.product', 'id')",
        "watch_batches('book.policy', 'id')",
        "watch_batches('book.instalment', 'policy_id,number')",
        "watch_batches('book.contact', 'at,row_hash,ordinal')",
        "watch_batches('book.claim', 'id')",
        "watch_batches('book.service_request', 'id')",
        "watch_batches('book.specialist', 'id')",
        "watch_batches('book.station', 'id')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA book CASCADE")
