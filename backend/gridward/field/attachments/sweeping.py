"""Attachments that never ended, and those that nothing names, are removed."""

import psycopg

from gridward.field.attachments.models import Attachment
from gridward.field.attachments.pieces import drop_pieces
from gridward.field.attachments.thumbnails import drop_thumbnail
from gridward.field.rules import field_rules
from gridward.kernel.clock import now

_SWEEP = """
    WITH named AS (
        SELECT opened_by AS account_id, unnest(attachments) AS sha256 FROM engagement.matter WHERE attachments <> '{}'
        UNION
        SELECT sent_by, unnest(attachments) FROM engagement.supplement
        UNION
        SELECT account_id, unnest(attachments) FROM field.visit WHERE attachments <> '{}'
    )
    DELETE FROM field.attachment a
    WHERE CASE a.state
        WHEN 'receiving' THEN a.begun_at < %(now)s - make_interval(days => %(unfinished)s)
        ELSE a.completed_at < %(now)s - make_interval(days => %(unnamed)s)
            AND NOT EXISTS (SELECT FROM named n WHERE (n.account_id, n.sha256) = (a.account_id, a.sha256)) END
    RETURNING a.account_id, a.sha256, a.pieces"""


def sweep_attachments(connection: psycopg.Connection) -> int:
    """Remove them, row and content; returns how many. What is named and did not end begins anew."""
    rules = field_rules().attachments
    days = {"now": now(), "unfinished": rules.unfinished_days, "unnamed": rules.unnamed_days}
    swept = connection.execute(_SWEEP, days).fetchall()
    for account_id, sha256, pieces in swept:
        # Before the commit: a row without its content is found and sent anew, content without a row never is.
        gone = Attachment(account_id=account_id, sha256=sha256, pieces=pieces)
        drop_pieces(gone)
        drop_thumbnail(gone)
    return len(swept)
