"""Who looks at figures of premium hears that they changed, whatever wrote the payment."""

import psycopg
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from support.live import listening, serving

from .conftest import SignIn


def test_a_payment_is_heard(sign_in: SignIn, city_url: str) -> None:
    ops: TestClient = sign_in("ops")
    with serving(city_url) as port, listening(port, "/cities/tinglan/cockpit/events", ops) as events:
        before = next(events)
        with psycopg.connect(city_url) as connection:
            paid = connection.execute(
                """UPDATE book.instalment i SET paid_on = %s, paid_amount = amount, channel = '银行转账'
                   FROM (SELECT policy_id, number FROM book.instalment WHERE paid_on IS NULL
                         ORDER BY due_on DESC LIMIT 1) o
                   WHERE (i.policy_id, i.number) = (o.policy_id, o.number) RETURNING i.amount""",
                [today()],
            ).fetchone()
        assert paid is not None
        heard = next(events)
        assert heard["paid"] == before["paid"] + 1
        assert float(heard["received"]) == float(before["received"]) + float(paid[0])
