"""Which operations of a batch are applied together, and in what order."""

from typing import Any
from uuid import UUID

from gridward.field.operations.authority import Judged
from gridward.field.operations.deciding import Ready
from gridward.field.operations.kinds import KINDS
from gridward.field.operations.waves import groups
from gridward.field.operations.work import Work
from gridward.kernel.clock import now
from gridward.kernel.ids import new_id

_ONE, _OTHER = new_id(), new_id()


def _ready(kind: str, person: int, **payload: Any) -> Ready:
    read = KINDS[kind].model.model_validate({"customer_id": person, **payload})
    return Ready(
        KINDS[kind], read, Work(new_id(), new_id(), 1, 1, person, 7, 7, now()), Judged(7, 7, still_his=True)
    )


def _begin(person: int, visit: UUID) -> Ready:
    return _ready("visit.begin", person, visit_id=visit)


def _complete(person: int, visit: UUID) -> Ready:
    return _ready("visit.complete", person, visit_id=visit, outcome="informed")


def _note(person: int) -> Ready:
    return _ready("note.add", person, note_id=new_id(), text="x")


def _groups(*sent: Ready) -> list[list[int]]:
    return [list(group) for group in groups(dict(enumerate(sent)))]


def test_what_touches_nothing_of_another_is_applied_by_kinds() -> None:
    assert _groups(_note(1), _begin(2, _ONE), _note(3), _begin(4, _OTHER)) == [[0, 2], [1, 3]]


def test_what_touches_one_customer_keeps_its_order() -> None:
    assert _groups(_note(1), _note(1), _note(2)) == [[0, 2], [1]]


def test_an_outcome_right_behind_its_check_in_is_applied_with_it() -> None:
    assert _groups(_begin(1, _ONE), _complete(1, _ONE), _begin(2, _OTHER)) == [[0, 1, 2]]


def test_an_outcome_waits_for_what_stands_between_it_and_its_check_in() -> None:
    assert _groups(_begin(1, _ONE), _note(1), _complete(1, _ONE)) == [[0], [1], [2]]


def test_an_outcome_under_the_number_of_another_customers_visit_waits_for_that() -> None:
    assert _groups(_begin(1, _ONE), _complete(2, _ONE)) == [[0], [1]]


def test_an_outcome_of_another_visit_of_the_customer_waits_for_the_check_in() -> None:
    assert _groups(_begin(1, _ONE), _complete(1, _OTHER)) == [[0], [1]]


def test_a_second_outcome_and_a_second_check_in_wait_for_the_first() -> None:
    assert _groups(_begin(1, _ONE), _complete(1, _ONE), _complete(1, _ONE)) == [[0, 1], [2]]
    assert _groups(_begin(1, _ONE), _complete(1, _ONE), _begin(1, _ONE)) == [[0, 1], [2]]
    assert _groups(_begin(1, _ONE), _begin(1, _ONE), _complete(1, _ONE)) == [[0], [1, 2]]
