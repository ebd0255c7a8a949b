"""Three tablets and what may happen to them, as a machine that hypothesis drives.

What the server has to answer is told by a small model: in whose cell a customer was on the day on which something was done,
or on the day before, and whose he is when it arrives.
"""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from gridward.kernel.clock import now, today
from support.field_work import Tablet, days_ago, move, operation, rows

TABLETS = st.integers(0, 2)


@dataclass
class World:
    """What all runs of the machine share: a city at work, and three who work it."""

    url: str
    tablets: list[Tablet]
    names: list[str]
    """Of the three, masked."""
    customers: list[list[int]]
    """Of the cells of the three, as long as nobody has moved them."""


@dataclass
class Done:
    """Something that was done on a tablet, so many days ago."""

    envelope: dict[str, Any]
    by: int
    customer: int
    days: int
    at: datetime
    ahead: bool
    receipt: dict[str, Any] | None = None
    expected: tuple[str, str | None] | None = None
    """State and code, once the server may have it."""


@dataclass
class Outbox:
    """A tablet's own."""

    waiting: list[Done] = field(default_factory=list)
    wiped: bool = False


class Machine(RuleBasedStateMachine):
    """Things happen; at the end each tablet sends what it has, and all is counted."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.outboxes = [Outbox() for _ in range(3)]
        self.all: list[Done] = []
        self.home = {person: at for at, persons in enumerate(self.world.customers) for person in persons}
        self.moved: dict[int, tuple[int, int]] = {}
        """How many days ago a customer came to whom."""

    @rule(
        by=TABLETS,
        which=st.integers(0, 5),
        days=st.sampled_from([0, 1, 3]),
        abroad=st.sampled_from([False, False, True]),
        ahead=st.sampled_from([False, False, True]),
    )
    def do(self, by: int, which: int, days: int, abroad: bool, ahead: bool) -> None:
        """A call, to a customer of one's own cell or of another; a clock may be an hour ahead."""
        of = (by + abroad) % 3
        persons = self.world.customers[of]
        if self.outboxes[by].wiped or not persons:
            return
        person = persons[which % len(persons)]
        at = now() + timedelta(hours=1) if ahead else days_ago(days)
        payload = {
            "contact_id": str(uuid.uuid4()),
            "customer_id": person,
            "channel": "call",
            "result": "no_answer",
        }
        done = Done(operation("contact.log", payload, occurred_at=at), by, person, days, at, ahead)
        self.outboxes[by].waiting.append(done)
        self.all.append(done)

    @rule(of=TABLETS, to=TABLETS, days=st.sampled_from([0, 2]))
    def reassign(self, of: int, to: int, days: int) -> None:
        """A customer is moved to another cell, from today on or from a day on that has passed."""
        staying = [one for one in self.world.customers[of] if one not in self.moved]
        if of == to or not staying:
            return
        person = staying[0]
        move(self.world.url, person, self.world.tablets[to].cell_id, today() - timedelta(days=days))
        self.moved[person] = days, to

    @rule(by=TABLETS, which=st.integers(0, 5), days=st.sampled_from([1, 3]))
    def lose_customer(self, by: int, which: int, days: int) -> None:
        """He was called without a network, and is moved before that is known."""
        self.do(by, which, days, abroad=False, ahead=False)
        self.reassign(by, (by + 1) % 3, days=0)

    @rule(by=TABLETS)
    def lose_request(self, by: int) -> None:
        """What is sent never arrives: nothing changes."""

    @rule(by=TABLETS)
    def lose_answer(self, by: int) -> None:
        """The server has it, the tablet does not know."""
        batch = self.outboxes[by].waiting[:50]
        for done, receipt in zip(batch, self._post(by, batch), strict=True):
            self._keep(done, receipt)

    @rule(by=TABLETS)
    def send(self, by: int) -> None:
        """Send, and believe the answer."""
        batch = self.outboxes[by].waiting[:50]
        for done, receipt in zip(batch, self._post(by, batch), strict=True):
            self._keep(done, receipt)
            self.outboxes[by].waiting.remove(done)

    @precondition(lambda self: any(done.receipt for done in self.all))
    @rule(which=st.integers(0, 100))
    def send_again(self, which: int) -> None:
        """What was acknowledged is sent once more: the answer is the same."""
        known = [done for done in self.all if done.receipt]
        done = known[which % len(known)]
        (receipt,) = self._post(done.by, [done])
        self._keep(done, receipt)

    @precondition(lambda self: any(done.receipt for done in self.all))
    @rule(by=TABLETS)
    def take_a_used_number(self, by: int) -> None:
        """Another operation under a number that is taken is kept, and is not the other one."""
        taken = next(done for done in self.all if done.receipt)
        payload = taken.envelope["payload"] | {"contact_id": str(uuid.uuid4())}
        receipt = self.world.tablets[by].deliver(taken.envelope | {"payload": payload})
        assert (receipt["state"], receipt["code"]) == ("invalid", "operation.id_taken")

    @rule(by=TABLETS)
    def wipe(self, by: int) -> None:
        """A last push, then the tablet is empty."""
        self.send(by)
        assert not self.outboxes[by].waiting
        self.outboxes[by].wiped = True

    def teardown(self) -> None:
        """The three come on line; then each thing has one receipt and one effect, or none where a person has to decide."""
        try:
            for by in range(3):
                self.send(by)
            self._count()
        finally:
            self._move_back()

    def _post(self, by: int, batch: list[Done]) -> list[dict[str, Any]]:
        if not batch:
            return []
        for done in batch:
            done.expected = done.expected or self._expected(done)
        answer = self.world.tablets[by].post(*(done.envelope for done in batch))
        assert answer.status_code == 200, answer.text
        receipts: list[dict[str, Any]] = answer.json()["receipts"]
        assert [one["op_id"] for one in receipts] == [done.envelope["op_id"] for done in batch]
        return receipts

    def _expected(self, done: Done) -> tuple[str, str | None]:
        if done.ahead:
            return "needs_attention", "clock.ahead"
        # On the day of a move he is theirs who had him before, too: nobody says at what hour he was moved.
        if done.by not in (self._whose(done.customer, done.days), self._whose(done.customer, done.days + 1)):
            return "needs_attention", "customer.not_in_cell"
        return ("applied" if self._whose(done.customer, 0) == done.by else "forwarded"), None

    def _whose(self, customer: int, days: int) -> int:
        """Whose he was so many days ago."""
        since, to = self.moved.get(customer, (-1, -1))
        return to if days <= since else self.home[customer]

    def _keep(self, done: Done, receipt: dict[str, Any]) -> None:
        assert done.receipt in (None, receipt)
        done.receipt = receipt
        assert (receipt["state"], receipt["code"]) == done.expected
        assert receipt["credited_to"] == self.world.names[done.by]

    def _count(self) -> None:
        numbers = [done.envelope["op_id"] for done in self.all]
        stored = rows(
            self.world.url,
            "SELECT op_id::text, state FROM field.operation WHERE op_id::text = ANY(%s)",
            numbers,
        )
        assert sorted(stored) == sorted(
            (one.envelope["op_id"], (one.expected or ("",))[0]) for one in self.all
        )
        effective = [one for one in self.all if one.expected and one.expected[0] != "needs_attention"]
        made = rows(
            self.world.url,
            "SELECT customer_id, at FROM engagement.contact WHERE customer_id = ANY(%s)",
            list(self.home),
        )
        assert Counter(made) == Counter((one.customer, one.at) for one in effective)

    def _move_back(self) -> None:
        # The next run begins where this one did.
        rows(
            self.world.url,
            """WITH gone AS (DELETE FROM grids.membership WHERE customer_id = ANY(%s) AND until IS NULL
                   RETURNING customer_id)
               UPDATE grids.membership m SET until = NULL FROM gone WHERE m.customer_id = gone.customer_id
               RETURNING m.customer_id""",
            list(self.moved),
        )
        rows(
            self.world.url,
            "DELETE FROM engagement.contact WHERE customer_id = ANY(%s) RETURNING id",
            list(self.home),
        )
