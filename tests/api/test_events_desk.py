"""Events at the desk: written down, opened, changed, called off, and seen with who comes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import now, today
from gridward.platform.db import connect
from support.events import (
    add,
    an_event,
    answer_of,
    at,
    change,
    invite,
    may_be_invited,
    messages,
    move_to,
    opened,
    say,
    see,
    set_state,
)
from support.field_work import Tablet, rows
from support.small_city import CODE

SignIn = Callable[[str], TestClient]


@pytest.fixture
def ops(sign_in_at_work: SignIn) -> TestClient:
    return sign_in_at_work("ops")


def events(client: TestClient, **query: str) -> list[str]:
    answer = client.get(f"/api/v1/cities/{CODE}/events", params=query)
    assert answer.status_code == 200, answer.text
    return [one["event_id"] for one in answer.json()["items"]]


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_an_event_is_a_draft_until_it_is_opened(ops: TestClient, mine: Tablet, people: list[int]) -> None:
    event_id = add(ops, interests=["书法"], age_from=50)
    found = see(ops, event_id)
    assert (found["state"], found["station"], found["interests"], found["age_from"]) == (
        "draft", None, ["书法"], 50,
    )  # fmt: skip
    assert mine.get(f"/customers/{people[0]}/events")["items"] == []
    assert say(mine, event_id, people[0], 1)["code"] == "event.unknown"
    assert set_state(ops, event_id, "open")["state"] == "open"
    assert say(mine, event_id, people[0], 1)["code"] is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "lottery"}, "event.unknown_kind"),
        ({"days": -1}, "event.in_past"),
        ({"ends_at": at(today(), 8).isoformat()}, "event.ends_before_start"),
        ({"ends_at": at(today() + timedelta(days=8), 1).isoformat()}, "event.several_days"),
        ({"answer_by": (today() + timedelta(days=8)).isoformat()}, "event.answer_by"),
        ({"answer_by": (today() - timedelta(days=1)).isoformat()}, "event.answer_by"),
        ({"station_id": 10**6}, "event.station"),
        ({"district_ids": [10**6]}, "event.district"),
        ({"place": " "}, "input.invalid"),
        ({"age_from": 60, "age_to": 50}, "input.invalid"),
        ({"seats": 0}, "input.invalid"),
        ({"gift": "米"}, "input.invalid"),
    ],
)
def test_what_makes_no_sense_is_refused(ops: TestClient, change: dict[str, Any], code: str) -> None:
    answer = ops.post(f"/api/v1/cities/{CODE}/events", json=an_event(**change))
    assert problem(answer) == (422, code)


def test_the_list_is_searched_and_filtered(ops: TestClient, worked_url: str) -> None:
    draft, open_, over = add(ops, title="书法课"), opened(ops), opened(ops, title="家庭日")
    move_to(worked_url, over, now() - timedelta(days=2))
    assert events(ops) == [over, open_, draft]
    assert events(ops, state="over") == [over]
    assert events(ops, state="open") == [open_]
    assert events(ops, q="书法") == [draft]
    assert events(ops, q="活动室", state="open") == [open_]
    page = ops.get(f"/api/v1/cities/{CODE}/events", params={"limit": "2"}).json()
    assert events(ops, cursor=page["next"]) == [draft]


def test_what_one_chooses_from_is_the_citys(ops: TestClient, worked_url: str) -> None:
    found = ops.get(f"/api/v1/cities/{CODE}/event-choices").json()
    ((stations,),) = rows(worked_url, "SELECT count(*) FROM stations.station WHERE closed_on IS NULL")
    assert len(found["stations"]) == stations > 0
    assert len(found["districts"]) > 0 and "健康养生" in found["interests"]
    station = found["stations"][0]
    assert see(ops, add(ops, station_id=station["station_id"], place=""))["station"] == station


def test_the_counts_are_those_of_the_answers(ops: TestClient, mine: Tablet, people: list[int]) -> None:
    event_id = opened(ops, seats=3)
    for customer, persons in zip(people, (2, 2, 0, 1), strict=False):
        say(mine, event_id, customer, persons)
    found = see(ops, event_id)
    assert [found[name] for name in ("invited", "signed_up", "waiting", "declined", "attended")] == [
        4,
        3,
        2,
        1,
        0,
    ]
    answer = ops.get(f"/api/v1/events/{event_id}/sign-ups").json()
    assert [(one["customer_id"], one["state"], one["persons"]) for one in answer["items"]] == [
        (people[0], "signed_up", 2),
        (people[1], "waiting", 2),
        (people[2], "declined", 0),
        (people[3], "signed_up", 1),
    ]
    assert all("*" in one["name_masked"] and one["cell_name"] for one in answer["items"])


def test_a_supervisor_sees_the_answers_of_his_cells(
    ops: TestClient, lead: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    say(mine, event_id, people[0], 2)
    assert len(lead.get(f"/api/v1/events/{event_id}/sign-ups").json()["items"]) == 1
    elsewhere = rows(
        worked_url,
        """SELECT min(k.customer_id) FROM grids.cells_on(%s) k WHERE k.cell_id NOT IN (
               SELECT h.cell_id FROM stations.cell_station h JOIN stations.cell_station mine USING (station_id)
               WHERE mine.cell_id = %s)""",
        today(),
        mine.cell_id,
    )[0][0]
    if elsewhere is not None:
        with_sql = "UPDATE activities.sign_up SET customer_id = %s RETURNING id"
        assert rows(worked_url, with_sql, elsewhere)
    assert see(lead, event_id)["signed_up"] == 2
    assert problem(lead.put(f"/api/v1/events/{event_id}/state", json={"state": "closed"})) == (
        403,
        "access.denied",
    )


def test_more_seats_go_to_who_waits_and_taken_ones_are_not_taken_away(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops, seats=2)
    say(mine, event_id, people[0], 2)
    say(mine, event_id, people[1], 1)
    answer = change(ops, event_id, seats=1)
    assert problem(answer) == (409, "event.too_few_seats")
    assert change(ops, event_id, seats=3).status_code == 200
    assert answer_of(worked_url, event_id, people[1]) == ("signed_up", 1)
    assert messages(worked_url, "event_seat") == [people[1]]
    assert messages(worked_url, "event_moved") == []


def test_who_comes_is_told_of_another_time_and_of_a_cancelled_event(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops, seats=1)
    for customer, persons in zip(people, (1, 1, 0), strict=False):
        say(mine, event_id, customer, persons)
    # His confirmation waits still, and says the new time itself.
    assert change(ops, event_id, days=9, seats=1).status_code == 200
    assert messages(worked_url, "event_moved") == people[1:2]
    rows(worked_url, "UPDATE engagement.message SET state = 'delivered' RETURNING id")
    assert change(ops, event_id, days=8, seats=1).status_code == 200
    assert messages(worked_url, "event_moved") == [people[0], people[1], people[1]]
    for _ in range(2):
        assert set_state(ops, event_id, "cancelled")["state"] == "cancelled"
    assert messages(worked_url, "event_cancelled") == people[:2]
    assert problem(ops.put(f"/api/v1/events/{event_id}/state", json={"state": "open"})) == (
        409,
        "event.wrong_state",
    )
    assert problem(change(ops, event_id)) == (409, "event.cancelled")


def test_two_who_change_an_event_do_not_overwrite_each_other(
    ops: TestClient, sign_in_at_work: SignIn, worked_url: str
) -> None:
    event_id = add(ops)
    mine, theirs = an_event(title="书法课", revision=0), an_event(seats=30, revision=0)
    other = sign_in_at_work("admin")
    path = f"/api/v1/events/{event_id}"
    assert other.put(path, json=theirs).json()["revision"] == 1
    refused = ops.put(path, json=mine)
    assert problem(refused) == (409, "event.changed")
    assert refused.json()["params"]["by"] == other.get("/api/v1/session").json()["name"]
    assert see(ops, event_id)["title"] == an_event()["title"]
    # The answer was lost, and the same is sent again.
    assert other.put(path, json=theirs).json()["revision"] == 1
    both = ops.put(path, json={**mine, "seats": 30, "revision": 1}).json()
    assert (both["title"], both["seats"], both["revision"]) == ("书法课", 30, 2)


@pytest.fixture
def asked(mine: Tablet, people: list[int], worked_url: str) -> Callable[[str], list[int]]:
    """Four people are asked to an event: the first by a message that still waits, the second by one that he has, the others
    face to face; the last said no."""
    first, second, third, fourth = people[:4]

    def ask(event_id: str) -> list[int]:
        for customer in (first, second):
            may_be_invited(worked_url, customer)
        for customer, channel in ((second, "message"), (first, "message"), (third, "face_to_face")):
            receipt = invite(mine, event_id, customer, channel)
            assert (receipt["state"], receipt["code"]) == ("applied", None)
        say(mine, event_id, fourth)
        with connect(worked_url, "test") as connection:
            connection.execute(
                """UPDATE engagement.message SET state = 'delivered'
                   WHERE customer_id = %s AND template = 'event_invitation'""",
                [second],
            )
        return [first, second, third, fourth]

    return ask


def test_who_was_asked_and_has_not_answered_is_told_of_a_cancelled_event_and_asked_no_more(
    ops: TestClient, asked: Callable[[str], list[int]], worked_url: str
) -> None:
    event_id = opened(ops)
    first, second, third, _ = asked(event_id)
    set_state(ops, event_id, "cancelled")
    assert messages(worked_url, "event_cancelled") == [second, third]
    assert messages(worked_url, "event_invitation") == [second]
    invited = "SELECT count(*) FROM activities.invitation WHERE customer_id = %s"
    assert [rows(worked_url, invited, one)[0][0] for one in (first, second)] == [0, 1]


def test_what_still_waits_says_where_and_when_the_event_is_now_and_who_was_asked_is_told(
    ops: TestClient, asked: Callable[[str], list[int]], worked_url: str
) -> None:
    event_id = opened(ops)
    first, second, third, _ = asked(event_id)
    moved = change(ops, event_id, days=8, place="三楼会议室").json()
    assert messages(worked_url, "event_moved_asked") == [second, third]
    assert messages(worked_url, "event_moved") == []
    waits = "SELECT params FROM engagement.message WHERE customer_id = %s AND template = 'event_invitation'"
    ((params,),) = rows(worked_url, waits, first)
    assert params == {
        "event": moved["title"],
        "event_day": (today() + timedelta(days=8)).isoformat(),
        "event_time": "14:00",
        "event_place": "三楼会议室",
        "answer_by": moved["answer_by"],
        "leave_by": moved["answer_by"],
    }
    assert change(ops, event_id, days=9).status_code == 200
    assert messages(worked_url, "event_moved_asked") == [second, third]
    days = """SELECT DISTINCT params ->> 'event_day' FROM engagement.message
              WHERE state = 'queued' AND template ~ '^event'"""
    assert rows(worked_url, days) == [((today() + timedelta(days=9)).isoformat(),)]


def test_no_invitation_leaves_to_an_event_that_takes_no_answers(
    ops: TestClient, mine: Tablet, asked: Callable[[str], list[int]], worked_url: str
) -> None:
    event_id = opened(ops)
    first, second, *_ = asked(event_id)
    set_state(ops, event_id, "closed")
    assert messages(worked_url, "event_invitation") == [second]
    set_state(ops, event_id, "open")
    assert mine.get(f"/customers/{first}/events")["items"][0]["invited"] == []
    assert invite(mine, event_id, first)["state"] == "applied"


def test_an_event_that_was_held_is_not_changed(ops: TestClient, worked_url: str) -> None:
    event_id = opened(ops)
    move_to(worked_url, event_id, now() - timedelta(days=1))
    assert problem(change(ops, event_id)) == (409, "event.over")
    for state in ("closed", "cancelled"):
        answer = ops.put(f"/api/v1/events/{event_id}/state", json={"state": state})
        assert problem(answer) == (409, "event.over")


def test_the_room_is_changed_after_the_last_day_for_answers(ops: TestClient, worked_url: str) -> None:
    ((station,),) = rows(worked_url, "SELECT min(id) FROM stations.station WHERE closed_on IS NULL")
    event_id = opened(ops, station_id=station)
    yesterday = today() - timedelta(days=1)
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE activities.event SET answer_by = %s", [yesterday])
        connection.execute("UPDATE stations.station SET closed_on = %s WHERE id = %s", [yesterday, station])
    same = {"answer_by": yesterday.isoformat(), "station_id": station}
    assert change(ops, event_id, place="三楼", **same).status_code == 200
    assert see(ops, event_id)["place"] == "三楼"
    earlier = same | {"answer_by": (yesterday - timedelta(days=1)).isoformat()}
    assert problem(change(ops, event_id, **earlier)) == (
        422,
        "event.answer_by",
    )


def test_a_closed_event_is_opened_again_while_there_is_time(ops: TestClient, worked_url: str) -> None:
    event_id = opened(ops)
    set_state(ops, event_id, "closed")
    assert set_state(ops, event_id, "open")["state"] == "open"
    set_state(ops, event_id, "closed")
    move_to(worked_url, event_id, now() - timedelta(minutes=5))
    answer = ops.put(f"/api/v1/events/{event_id}/state", json={"state": "open"})
    assert problem(answer) == (422, "event.in_past")


def test_the_last_day_for_answers_is_told_by_the_calendar_of_the_place(
    ops: TestClient, worked_url: str
) -> None:
    event_id, day = add(ops), today() + timedelta(days=3)
    with connect(worked_url, "test") as connection:
        # At seven in the morning there it is still the day before in UTC.
        connection.execute(
            "UPDATE activities.event SET starts_at = %s, answer_by = %s",
            [at(day, 7), today() - timedelta(days=1)],
        )
    answer = ops.put(f"/api/v1/events/{event_id}/state", json={"state": "open"})
    assert problem(answer) == (422, "event.answer_by")
    assert answer.json()["params"]["last"] == day.isoformat()
