"""A customer of the small city at work of whom everything is known, and the gates that open for him."""

from typing import Any

from gridward.platform.db import connect
from support.field_work import Tablet, operation

_HIS = "SELECT customer_id FROM census.customer_standing WHERE person_id = %(person)s"


def make_known(url: str, person: int, **more: Any) -> None:
    """He is 38, has 150,000 yuan a year, a wife and a child, and no policy in force; `more` are other columns of his."""
    values = {
        "income_band": "10-20万",
        "children": 1,
        "marital_status": "已婚",
        "do_not_call": False,
        **more,
        "person": person,
    }
    with connect(url, "test") as connection:
        connection.execute(
            f"""UPDATE book.customer SET born_on = date_trunc('year', now())::date - interval '38 years',
                    income_band = %(income_band)s, children = %(children)s, marital_status = %(marital_status)s,
                    do_not_call = %(do_not_call)s
                WHERE id IN ({_HIS})""",
            values,
        )
        connection.execute(
            f"UPDATE book.policy SET state = 'surrendered' WHERE holder_id IN ({_HIS}) OR insured_id IN ({_HIS})",
            values,
        )


def make_met(url: str, person: int) -> None:
    """He was met, owes nothing, has no complaint, confirmed his details, and has answered an invitation."""
    with connect(url, "test") as connection:
        connection.execute("DELETE FROM renewal.due WHERE customer_id = %s", [person])
        connection.execute(
            f"UPDATE book.service_request SET closed_on = applied_on WHERE customer_id IN ({_HIS})",
            {"person": person},
        )
        connection.execute(
            """UPDATE engagement.visit_request SET state = 'done' WHERE customer_id = %s""", [person]
        )
        connection.execute(
            """UPDATE engagement.care SET stage = 'activities', state = 'contacted', first_contact_at = now()
               WHERE customer_id = %s""",
            [person],
        )
        connection.execute(
            """INSERT INTO engagement.fact (id, city_id, customer_id, kind, at, source_key)
               SELECT gen_random_uuid(), 1, %(person)s, kind, now(), concat('test/', kind, '/', %(person)s)
               FROM unnest(ARRAY['details_confirmed', 'event_answered']) AS kind ON CONFLICT DO NOTHING""",
            {"person": person},
        )


def qualify(url: str, login: str, qualifications: list[str], status: str = "在岗") -> None:
    """Put what the staff list says of a specialist."""
    with connect(url, "test") as connection:
        connection.execute(
            """UPDATE book.specialist s SET qualifications = %s, status = %s
               FROM staffing.specialist_account a JOIN identity.account i ON i.id = a.account_id
               WHERE a.specialist_id = s.id AND i.login = %s""",
            [qualifications, status, login],
        )


def agree(tablet: Tablet, person: int, purpose: str = "marketing", given: bool = True) -> None:
    """He says yes or no."""
    body = {
        "consent_id": operation("x", {})["op_id"],
        "customer_id": person,
        "purpose": purpose,
        "given": given,
        "how": "face_to_face",
    }
    assert tablet.send("consent.record", body)["state"] == "applied"


def look(tablet: Tablet, person: int) -> dict[str, Any]:
    """The review's page, as the specialist gets it."""
    page: dict[str, Any] = tablet.get(f"/customers/{person}/review")
    return page


def shown(tablet: Tablet, person: int, figures: str | None = None) -> dict[str, Any]:
    """The payload of a review that was looked at."""
    return {
        "review_id": operation("x", {})["op_id"],
        "customer_id": person,
        "figures": figures or look(tablet, person)["review"]["figures"],
    }


def decision(tablet: Tablet, person: int, product: str, what: str = "accept", **more: Any) -> dict[str, Any]:
    """The payload of an answer to what is on the screen, or to a product that is not there."""
    offered = look(tablet, person)["recommendation"]["offered"]
    shown = {one["product"]["product_code"]: one["figures"] for one in offered}
    return {
        "proposal_id": operation("x", {})["op_id"],
        "customer_id": person,
        "product_code": product,
        "figures": shown.get(product, "0" * 32),
        "decision": what,
        **more,
    }
