"""Whether somebody may be written to or called between dues, for a whole city in one statement.

The reasons stand in the order in which they are told: the first one counts.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from gridward.engagement.contract import REACHED_BY_CALL, REACHED_BY_VISIT
from gridward.engagement.public import budget_rules, consent_rules
from gridward.kernel.clock import POLICY_ZONE
from gridward.nurture.days import stretch
from gridward.nurture.occasions import occasions_between
from gridward.nurture.rules import NurtureRules, Occasion

REASONS = (
    "refused_service", "not_notified", "do_not_call", "marketing_refused", "no_marketing_consent", "no_number", "due_near",
    "open_case", "programme_budget", "marketing_budget", "call_budget", "contacted_lately", "other_occasion",
    "no_specialist", "specialist_full",
)  # fmt: skip

_NUMBERS = (
    "census.customer_standing n JOIN book.customer b ON b.id = n.customer_id WHERE n.person_id = f.person_id"
)
_BOOK = "census.customer_standing n JOIN book.contact b ON b.customer_id = n.customer_id WHERE n.person_id = f.person_id"
_TO_HIM = "NOT coalesce(b.direction, '') = ANY(:inbound) AND NOT coalesce(b.result, '') = ANY(:vain)"
_DUE = """EXISTS (SELECT FROM renewal.due d WHERE d.customer_id = f.person_id
    AND d.due_on BETWEEN CAST(:due_from AS date) AND CAST(:due_to AS date))"""
_CASE = """
    EXISTS (SELECT FROM engagement.task t WHERE t.customer_id = f.person_id AND t.state = 'open' AND t.kind = ANY(:tasks))
    OR EXISTS (SELECT FROM engagement.visit_request v WHERE v.customer_id = f.person_id
        AND v.state IN ('pending', 'accepted'))
    OR EXISTS (SELECT FROM engagement.matter r WHERE r.customer_id = f.person_id AND r.state IN ('open', 'looked_at'))
    OR EXISTS (SELECT FROM policycare.request r WHERE r.customer_id = f.person_id AND r.closed_at IS NULL)
    OR EXISTS (SELECT FROM engagement.matter m WHERE m.customer_id = f.person_id AND m.state IN ('open', 'looked_at'))
    OR EXISTS (SELECT FROM census.customer_standing n JOIN book.service_request r ON r.customer_id = n.customer_id
        WHERE n.person_id = f.person_id AND r.closed_on IS NULL AND r.applied_on > CAST(:case_since AS date))
    OR EXISTS (SELECT FROM census.customer_standing n JOIN book.claim r ON r.customer_id = n.customer_id
        WHERE n.person_id = f.person_id AND r.closed_on IS NULL AND r.reported_on > CAST(:case_since AS date))
"""
_PROGRAMME = """EXISTS (SELECT FROM unnest(CAST(:own_since AS date[]), CAST(:own_most AS integer[])) AS w (since, most)
    WHERE w.most <= (SELECT count(*) FROM nurture.touch t
        WHERE t.customer_id = f.person_id AND t.step <> 'call' AND t.day > w.since))"""
_MARKETING = """EXISTS (
    SELECT FROM unnest(CAST(:sold_since AS timestamptz[]), CAST(:sold_most AS integer[])) AS w (since, most)
    WHERE w.most <= (SELECT count(*) FROM engagement.contact k
            WHERE k.customer_id = f.person_id AND k.purpose = 'marketing' AND k.at > w.since)
        + (SELECT count(*) FROM engagement.message m
            WHERE m.customer_id = f.person_id AND m.purpose = 'marketing' AND m.state <> 'failed'
              AND m.created_at > w.since))"""
_CALLS = f"""EXISTS (
    SELECT FROM unnest(CAST(:called_since AS timestamptz[]), CAST(:called_most AS integer[])) AS w (since, most)
    WHERE w.most <= (SELECT count(*) FROM engagement.contact k
            WHERE k.customer_id = f.person_id AND k.purpose <> 'marketing' AND k.channel = 'call' AND k.at > w.since
              AND NOT k.inbound AND NOT k.inbound AND NOT k.result = ANY(:vain))
        + (SELECT count(*) FROM {_BOOK} AND b.at > w.since AND b.channel = ANY(:calls)
              AND NOT b.department = ANY(:selling) AND {_TO_HIM}))"""
_LATELY = f"""
    EXISTS (SELECT FROM engagement.contact k WHERE k.customer_id = f.person_id AND k.at > :lately
        AND NOT k.inbound AND NOT k.inbound AND NOT k.result = ANY(:vain))
    OR EXISTS (SELECT FROM engagement.message m WHERE m.customer_id = f.person_id AND m.state <> 'failed'
        AND m.created_at > :lately)
    OR EXISTS (SELECT FROM {_BOOK} AND b.at > :lately AND {_TO_HIM})
    -- Whoever is held out counts as written to, so that both groups are looked at alike.
    OR EXISTS (SELECT FROM nurture.touch t WHERE t.customer_id = f.person_id AND t.day > CAST(:lately_day AS date))
"""
# What a specialist left undone is the seats' to do.
_BEGUN = """EXISTS (SELECT FROM nurture.touch t LEFT JOIN engagement.message m ON m.id = t.message_id
        LEFT JOIN engagement.task k ON k.id = t.task_id
    WHERE t.customer_id = o.person_id AND t.occasion = :occasion AND t.step <> 'call' AND t.on_day = o.on_day
      AND (t.lot <> 'nurtured' OR m.state = 'delivered' OR k.outcome = 'expired')
      AND NOT EXISTS (SELECT FROM engagement.contact k
          WHERE k.customer_id = o.person_id AND k.at > t.day AND k.result = ANY(:reached)))"""

_LOOKED = """
    WITH occasion AS ({occasions}), fresh AS MATERIALIZED (
        SELECT DISTINCT ON (o.person_id) o.*, c.cell_id, c.state, c.notified_at
        FROM occasion o JOIN engagement.care c ON c.customer_id = o.person_id
        WHERE c.city_id = :city AND c.state <> 'closed'
          AND NOT EXISTS (SELECT FROM nurture.touch t WHERE t.customer_id = o.person_id AND t.occasion = :occasion
              AND (t.step = 'call') = (:step = 'call') AND t.day > CAST(:again AS date))
          AND {once_begun}
        ORDER BY o.person_id, o.on_day, o.policy_id
    ), looked AS MATERIALIZED (
        SELECT f.*, CASE
            WHEN f.state = 'refused' THEN 'refused_service'
            WHEN f.notified_at IS NULL THEN 'not_notified'
            WHEN EXISTS (SELECT FROM {numbers} AND b.do_not_call) THEN 'do_not_call'
            WHEN NOT n.given THEN 'marketing_refused'
            WHEN :marketing AND n.given IS NULL THEN 'no_marketing_consent'
            WHEN NOT EXISTS (SELECT FROM {numbers} AND b.mobile_sealed IS NOT NULL) THEN 'no_number'
            WHEN {due} THEN 'due_near'
            WHEN {case} THEN 'open_case'
            WHEN :step <> 'call' AND {programme} THEN 'programme_budget'
            WHEN :marketing AND {selling} THEN 'marketing_budget'
            WHEN :step <> 'message' AND {calls} THEN 'call_budget'
            WHEN {lately} THEN 'contacted_lately'
        END AS reason
        FROM fresh f LEFT JOIN LATERAL (
            SELECT given FROM engagement.consent WHERE customer_id = f.person_id AND purpose = 'marketing'
            ORDER BY at DESC, id DESC LIMIT 1) n ON true
    )
    SELECT reason, count(*) AS many, CAST(NULL AS bigint) AS person_id, '' AS customer_no, CAST(NULL AS integer) AS cell_id,
        CAST(NULL AS date) AS on_day, CAST(NULL AS bigint) AS policy_id, CAST(NULL AS integer) AS years,
        CAST(NULL AS date) AS until
    FROM looked WHERE reason IS NOT NULL GROUP BY reason
    UNION ALL
    SELECT NULL, 1, l.person_id, b.customer_no, l.cell_id, l.on_day, l.policy_id, l.years, l.until
    FROM looked l JOIN book.customer b ON b.id = l.person_id WHERE l.reason IS NULL
"""


def looked_at(rules: NurtureRules, occasion: Occasion, step: str, day: date) -> tuple[str, dict[str, Any]]:
    """The statement that looks at everybody for whom a step (`field`, `message`, `call`) of an occasion has come.

    A row for each who may get it, and a count for each reason why others do not. With what it takes beside `city`.
    """
    is_call = step == "call"
    occasions, values = occasions_between(occasion, *stretch(day, *_days(rules, occasion, step)), day)
    statement = _LOOKED.format(
        occasions=occasions,
        once_begun=_BEGUN if is_call else "true",
        numbers=_NUMBERS,
        due=_DUE,
        case=_CASE,
        programme=_PROGRAMME,
        selling=_MARKETING,
        calls=_CALLS,
        lately=_LATELY,
    )
    values |= {
        "occasion": occasion.name,
        "step": step,
        "marketing": occasion.purpose == "marketing",
        "again": day - timedelta(days=occasion.every_days),
        **_quiet(rules, day),
        **_budgets(rules, day),
    }
    if is_call:
        values["reached"] = sorted({*REACHED_BY_CALL, *REACHED_BY_VISIT})
    return statement, values


def _days(rules: NurtureRules, occasion: Occasion, step: str) -> tuple[int, int]:
    """How many days after the day of the occasion a step begins and ends."""
    if step == "call":
        return rules.calls.first, rules.calls.last
    if occasion.field is not None and step == "field":
        return -occasion.field.ahead_days, 0
    return 0, occasion.lasts_days - 1


def _quiet(rules: NurtureRules, day: date) -> dict[str, Any]:
    quiet = rules.quiet
    return {
        "due_from": day - timedelta(days=quiet.after_due_days),
        "due_to": day + timedelta(days=quiet.before_due_days),
        "tasks": sorted(quiet.tasks),
        "case_since": day - timedelta(days=quiet.case_days),
        "lately": _before(day, quiet.after_contact_days),
        "lately_day": day - timedelta(days=quiet.after_contact_days),
    }


def _budgets(rules: NurtureRules, day: date) -> dict[str, Any]:
    shared, consent = budget_rules(), consent_rules()
    calls = [one for one in shared.window if (one.purpose, one.channel) == ("service", "call")]
    return {
        "own_since": [day - timedelta(days=one.days) for one in rules.budget],
        "own_most": [one.messages for one in rules.budget],
        "sold_since": [_before(day, one.days) for one in consent.budget],
        "sold_most": [one.contacts for one in consent.budget],
        "called_since": [_before(day, one.days) for one in calls],
        "called_most": [one.contacts for one in calls],
        "vain": sorted(shared.in_vain.results),
        "inbound": list(shared.delivered.inbound),
        "calls": list(shared.delivered.call),
        "selling": list(shared.delivered.marketing),
    }


def _before(day: date, days: int) -> datetime:
    """So many days before a day begins."""
    return datetime.combine(day - timedelta(days=days), time(), POLICY_ZONE)
