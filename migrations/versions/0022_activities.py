"""Events, invitations and sign-ups."""

from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"


def upgrade() -> None:
    op.execute("CREATE SCHEMA activities")
    op.execute(
        """CREATE TABLE activities.event (
            id uuid NOT NULL,
            city_id smallint NOT NULL,
            kind text NOT NULL,
            title text NOT NULL,
            description text DEFAULT '' NOT NULL,
            station_id integer,
            place text DEFAULT '' NOT NULL,
            starts_at timestamp with time zone NOT NULL,
            ends_at timestamp with time zone NOT NULL,
            answer_by date NOT NULL,
            seats smallint NOT NULL,
            interests text[] DEFAULT '{}' NOT NULL,
            age_from smallint,
            age_to smallint,
            district_ids integer[] DEFAULT '{}' NOT NULL,
            state text DEFAULT 'draft' NOT NULL,
            created_at timestamp with time zone DEFAULT now() NOT NULL,
            created_by uuid,
            CONSTRAINT pk_event PRIMARY KEY (id),
            CONSTRAINT ck_event_state CHECK (state IN ('draft', 'open', 'closed', 'cancelled')),
            CONSTRAINT ck_event_ends_after_start CHECK (ends_at > starts_at),
            CONSTRAINT ck_event_has_seats CHECK (seats > 0),
            CONSTRAINT ck_event_has_place CHECK (station_id IS NOT NULL OR place <> ''),
            CONSTRAINT fk_event_city_id FOREIGN KEY (city_id) REFERENCES city.city (id),
            CONSTRAINT fk_event_station_id FOREIGN KEY (station_id) REFERENCES stations.station (id)
        )"""
    )
    op.execute("CREATE INDEX ix_event_city_id ON activities.event (city_id, id DESC)")
    op.execute("CREATE INDEX ix_event_open ON activities.event (city_id, starts_at) WHERE state = 'open'")
    op.execute(
        """CREATE TABLE activities.invitation (
            id uuid NOT NULL,
            city_id smallint NOT NULL,
            event_id uuid NOT NULL,
            customer_id bigint NOT NULL,
            channel text NOT NULL,
            invited_at timestamp with time zone NOT NULL,
            account_id uuid NOT NULL,
            specialist_id bigint,
            cell_id integer,
            message_id uuid,
            CONSTRAINT pk_invitation PRIMARY KEY (id),
            CONSTRAINT ck_invitation_channel CHECK (channel IN ('face_to_face', 'message')),
            CONSTRAINT uq_invitation_event_id_customer_id_channel UNIQUE (event_id, customer_id, channel),
            CONSTRAINT fk_invitation_event_id FOREIGN KEY (event_id) REFERENCES activities.event (id),
            CONSTRAINT fk_invitation_customer_id FOREIGN KEY (customer_id) REFERENCES book.customer (id),
            CONSTRAINT fk_invitation_specialist_id FOREIGN KEY (specialist_id) REFERENCES book.specialist (id),
            CONSTRAINT fk_invitation_cell_id FOREIGN KEY (cell_id) REFERENCES grids.cell (id)
        )"""
    )
    op.execute("CREATE INDEX ix_invitation_customer_id ON activities.invitation (customer_id)")
    op.execute(
        """CREATE TABLE activities.sign_up (
            id uuid NOT NULL,
            city_id smallint NOT NULL,
            event_id uuid NOT NULL,
            customer_id bigint NOT NULL,
            state text NOT NULL,
            persons smallint NOT NULL,
            answered_at timestamp with time zone NOT NULL,
            waiting_since timestamp with time zone,
            marked_at timestamp with time zone,
            account_id uuid NOT NULL,
            specialist_id bigint,
            cell_id integer,
            CONSTRAINT pk_sign_up PRIMARY KEY (id),
            CONSTRAINT ck_sign_up_state CHECK (state IN ('signed_up', 'waiting', 'declined', 'cancelled', 'attended',
                'absent')),
            CONSTRAINT ck_sign_up_somebody_comes CHECK (persons > 0 OR state = 'declined'),
            CONSTRAINT ck_sign_up_waits_since CHECK ((state = 'waiting') = (waiting_since IS NOT NULL)),
            CONSTRAINT uq_sign_up_event_id_customer_id UNIQUE (event_id, customer_id),
            CONSTRAINT fk_sign_up_event_id FOREIGN KEY (event_id) REFERENCES activities.event (id),
            CONSTRAINT fk_sign_up_customer_id FOREIGN KEY (customer_id) REFERENCES book.customer (id),
            CONSTRAINT fk_sign_up_specialist_id FOREIGN KEY (specialist_id) REFERENCES book.specialist (id),
            CONSTRAINT fk_sign_up_cell_id FOREIGN KEY (cell_id) REFERENCES grids.cell (id)
        )"""
    )
    op.execute("CREATE INDEX ix_sign_up_customer_id ON activities.sign_up (customer_id)")
    for table in ("event", "invitation", "sign_up"):
        op.execute(f"SELECT audit.watch_rows('activities.{table}', 'id')")


def downgrade() -> None:
    op.execute("DROP SCHEMA activities CASCADE")
