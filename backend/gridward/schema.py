"""Every room's tables, gathered for Alembic and for the test that compares them with the migrations."""

import gridward.activities.models
import gridward.book.event_models
import gridward.book.models
import gridward.census.models
import gridward.city.models
import gridward.engagement.matters.models
import gridward.engagement.models
import gridward.field.attachments.models
import gridward.field.memos.models
import gridward.field.models
import gridward.field.sync.models
import gridward.grids.batch.models
import gridward.grids.models
import gridward.identity.models
import gridward.nurture.models
import gridward.ops.models
import gridward.policycare.models
import gridward.recommendation.models
import gridward.renewal.cards.models
import gridward.renewal.debits.models
import gridward.renewal.learned.models
import gridward.renewal.models
import gridward.renewal.whom.models
import gridward.seats.models
import gridward.seats.supervision.models
import gridward.staffing.models
import gridward.stations.models  # noqa: F401

SCHEMAS = (
    "identity",
    "city",
    "book",
    "census",
    "grids",
    "stations",
    "staffing",
    "engagement",
    "renewal",
    "policycare",
    "activities",
    "recommendation",
    "nurture",
    "field",
    "seats",
    "ops",
)
