"""Policy reviews as they were looked at, and what customers answered to what was recommended after them."""

from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"


def upgrade() -> None:
    op.execute("CREATE SCHEMA recommendation")
    op.execute(
        """CREATE TABLE recommendation.review (
            id uuid NOT NULL,
            city_id smallint NOT NULL,
            customer_id bigint NOT NULL,
            at timestamp with time zone NOT NULL,
            account_id uuid NOT NULL,
            specialist_id bigint NOT NULL,
            cell_id integer NOT NULL,
            rules text NOT NULL,
            shown_sealed bytea NOT NULL,
            created_at timestamp with time zone DEFAULT now() NOT NULL,
            CONSTRAINT pk_review PRIMARY KEY (id),
            CONSTRAINT fk_review_customer_id FOREIGN KEY (customer_id) REFERENCES book.customer (id),
            CONSTRAINT fk_review_specialist_id FOREIGN KEY (specialist_id) REFERENCES book.specialist (id),
            CONSTRAINT fk_review_cell_id FOREIGN KEY (cell_id) REFERENCES grids.cell (id)
        )"""
    )
    op.execute("CREATE INDEX ix_review_customer_id_at ON recommendation.review (customer_id, at)")
    op.execute(
        """CREATE TABLE recommendation.proposal (
            id uuid NOT NULL,
            city_id smallint NOT NULL,
            customer_id bigint NOT NULL,
            product_code text NOT NULL,
            decision text NOT NULL,
            reason text,
            at timestamp with time zone NOT NULL,
            account_id uuid NOT NULL,
            specialist_id bigint NOT NULL,
            cell_id integer NOT NULL,
            rules text NOT NULL,
            shown_sealed bytea NOT NULL,
            created_at timestamp with time zone DEFAULT now() NOT NULL,
            CONSTRAINT pk_proposal PRIMARY KEY (id),
            CONSTRAINT ck_proposal_decision CHECK (decision IN ('accept', 'decline', 'later')),
            CONSTRAINT fk_proposal_customer_id FOREIGN KEY (customer_id) REFERENCES book.customer (id),
            CONSTRAINT fk_proposal_specialist_id FOREIGN KEY (specialist_id) REFERENCES book.specialist (id),
            CONSTRAINT fk_proposal_cell_id FOREIGN KEY (cell_id) REFERENCES grids.cell (id)
        )"""
    )
    op.execute("CREATE INDEX ix_proposal_customer_id_at ON recommendation.proposal (customer_id, at)")
    for table in ("review", "proposal"):
        op.execute(f"SELECT audit.watch_rows('recommendation.{table}', 'id')")


def downgrade() -> None:
    op.execute("DROP TABLE recommendation.proposal")
    op.execute("DROP TABLE recommendation.review")
    op.execute("DROP SCHEMA recommendation")
