"""The kinds of fact that an insurer delivers, as the columns in which they are staged before they are merged."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A staged business number that stands for a row of another table."""

    column: str
    """The column of the fact that gets the other row's id."""
    source: str
    """The staged column with the business number."""
    table: str
    number: str
    """The other table's column with the business number."""
    kind: str
    """The kind of fact that is referred to."""
    optional: bool = False
    """An empty number is allowed; a number that stands for nothing never is."""


@dataclass(frozen=True)
class FactTable:
    """A table of the book and how rows get into it."""

    kind: str
    table: str
    columns: dict[str, str]
    """Staged columns with their SQL types. Those that are no source of a reference go into the table as they are."""
    key: tuple[str, ...]
    """The columns (of the table) by which a delivered row is recognised, beside the city."""
    references: tuple[Reference, ...] = ()
    keyless: bool = False
    """Rows have no key of their own: equal rows are numbered in `ordinal`."""

    @property
    def stored(self) -> list[str]:
        """The columns that go into the table."""
        sources = {reference.source for reference in self.references}
        return [name for name in self.columns if name not in sources] + [r.column for r in self.references]

    @property
    def staged_key(self) -> tuple[str, ...]:
        """The key in terms of staged columns."""
        source = {reference.column: reference.source for reference in self.references}
        return tuple(source.get(name, name) for name in self.key)


def _customer(column: str, source: str) -> Reference:
    return Reference(column, source, "book.customer", "customer_no", "customers")


def _policy(optional: bool = False) -> Reference:
    return Reference("policy_id", "policy_no", "book.policy", "policy_no", "policies", optional)


FACTS: dict[str, FactTable] = {
    fact.kind: fact
    for fact in (
        FactTable(
            "products",
            "book.product",
            {
                "product_code": "text",
                "name": "text",
                "category": "text",
                "need": "text",
                "age_from": "smallint",
                "age_to": "smallint",
                "premium_from": "numeric",
                "premium_to": "numeric",
                "pay_years": "text[]",
                "sold_from": "smallint",
                "sold_to": "smallint",
                "on_sale": "boolean",
            },
            ("product_code",),
        ),
        FactTable(
            "agents",
            "book.agent",
            {
                "agent_no": "text",
                "name_sealed": "bytea",
                "name_masked": "text",
                "sex": "text",
                "joined_on": "date",
                "left_on": "date",
                "status": "text",
                "grade": "text",
                "branch": "text",
                "mobile_sealed": "bytea",
                "mobile_masked": "text",
                "mobile_key": "uuid",
            },
            ("agent_no",),
        ),
        FactTable(
            "agent_movements",
            "book.agent_movement",
            {
                "agent_no": "text",
                "kind": "text",
                "moved_on": "date",
                "from_branch": "text",
                "to_branch": "text",
                "from_status": "text",
                "to_status": "text",
            },
            ("agent_no", "moved_on", "kind"),
        ),
        FactTable(
            "customers",
            "book.customer",
            {
                "customer_no": "text",
                "name_sealed": "bytea",
                "name_masked": "text",
                "name_tokens": "bigint[]",
                "is_organisation": "boolean",
                "sex": "text",
                "born_on": "date",
                "id_type": "text",
                "id_number_sealed": "bytea",
                "id_number_masked": "text",
                "id_number_key": "uuid",
                "mobile_sealed": "bytea",
                "mobile_masked": "text",
                "mobile_key": "uuid",
                "landline_sealed": "bytea",
                "landline_key": "uuid",
                "address_sealed": "bytea",
                "address_masked": "text",
                "address_key": "uuid",
                "exact_identity_key": "uuid",
                "normal_identity_key": "uuid",
                "postcode": "text",
                "tier": "text",
                "marital_status": "text",
                "children": "smallint",
                "occupation": "text",
                "income_band": "text",
                "interests": "text[]",
                "on_wechat": "boolean",
                "do_not_call": "boolean",
                "recorded_on": "date",
                "branch": "text",
                "language": "text",
            },
            ("customer_no",),
        ),
        FactTable(
            "policies",
            "book.policy",
            {
                "policy_no": "text",
                "holder_no": "text",
                "insured_no": "text",
                "relation": "text",
                "product_code": "text",
                "product_name": "text",
                "category": "text",
                "effective_on": "date",
                "pay_mode": "text",
                "pay_years": "smallint",
                "premium": "numeric",
                "sum_insured": "numeric",
                "currency": "text",
                "state": "text",
                "paid_to": "date",
                "selling_agent_no": "text",
                "service_agent_no": "text",
                "debit_state": "text",
                "cash_value": "numeric",
                "loan_balance": "numeric",
            },
            ("policy_no",),
            (_customer("holder_id", "holder_no"), _customer("insured_id", "insured_no")),
        ),
        FactTable(
            "premiums",
            "book.instalment",
            {
                "policy_no": "text",
                "number": "integer",
                "due_on": "date",
                "amount": "numeric",
                "paid_on": "date",
                "paid_amount": "numeric",
                "channel": "text",
                "failure": "text",
            },
            ("policy_id", "number"),
            (_policy(),),
        ),
        FactTable(
            "contacts",
            "book.contact",
            {
                "at": "timestamptz",
                "customer_no": "text",
                "department": "text",
                "channel": "text",
                "direction": "text",
                "result": "text",
                "note_sealed": "bytea",
            },
            ("at", "row_hash", "ordinal"),
            (_customer("customer_id", "customer_no"),),
            keyless=True,
        ),
        FactTable(
            "claims",
            "book.claim",
            {
                "claim_no": "text",
                "policy_no": "text",
                "customer_no": "text",
                "kind": "text",
                "occurred_on": "date",
                "reported_on": "date",
                "closed_on": "date",
                "claimed": "numeric",
                "paid": "numeric",
                "state": "text",
                "channel": "text",
            },
            ("claim_no",),
            (_policy(), _customer("customer_id", "customer_no")),
        ),
        FactTable(
            "service_requests",
            "book.service_request",
            {
                "request_no": "text",
                "customer_no": "text",
                "policy_no": "text",
                "kind": "text",
                "applied_on": "date",
                "closed_on": "date",
                "channel": "text",
                "note_sealed": "bytea",
                "state": "text",
            },
            ("request_no",),
            (_customer("customer_id", "customer_no"), _policy(optional=True)),
        ),
        FactTable(
            "specialists",
            "book.specialist",
            {
                "staff_no": "text",
                "name_sealed": "bytea",
                "name_masked": "text",
                "employment": "text",
                "joined_on": "date",
                "home_address_sealed": "bytea",
                "home_position_sealed": "bytea",
                "qualifications": "text[]",
                "years_of_service": "numeric",
                "status": "text",
                "languages": "text[]",
                "grade": "smallint",
                "working_share": "numeric",
                "most_customers": "integer",
                "licence_no": "text",
            },
            ("staff_no",),
        ),
        FactTable(
            "stations",
            "book.station",
            {
                "station_no": "text",
                "name": "text",
                "lon": "float8",
                "lat": "float8",
                "delivered_frame": "text",
                "capacity": "integer",
                "monthly_cost": "numeric",
            },
            ("station_no",),
        ),
    )
}
