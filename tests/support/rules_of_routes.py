"""What each route of the API asks of whoever calls it: the table that the generated permission test walks.

A route that is not in it fails the test, so that nobody forgets to say who may use a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from gridward.identity.contract import Action
from gridward.kernel.clock import now, today
from gridward.kernel.ids import new_id
from support.devices import device_key
from support.events import an_event

SIGNED_IN = frozenset(Action)
"""Anybody who is signed in."""
NO_DEVICE = str(new_id())
PUBLIC: frozenset[Action] = frozenset()
"""Anybody at all."""


@dataclass(frozen=True)
class Rule:
    """Who may call a route, and what it answers him."""

    actions: frozenset[Action]
    """Any of these."""
    own: frozenset[int] = frozenset({200})
    """The statuses with objects of one's own; empty where the test does not go through with it."""
    query: Mapping[str, str] = field(default_factory=dict)
    foreign_query: Mapping[str, str] = field(default_factory=dict)
    """Queries that name something foreign: the answer is 404."""
    body: Any = None
    """A valid one: a refusal is not one of its form."""
    files: bool = False
    drawn: bool = False
    """Takes a file of drawn cells."""
    debits: bool = False
    """Takes a debit return file."""
    reveals: bool = False
    """Answers with personal data in the clear, on purpose, and records it."""
    by_key: bool = False
    """Asked with a key for maps instead of a session; who may not make one is nobody to it."""


def _may(*actions: Action, own: tuple[int, ...] = (200,), **more: Any) -> Rule:
    return Rule(frozenset(actions), frozenset(own), **more)


def _signed_in(*, own: tuple[int, ...] = (200,), **more: Any) -> Rule:
    return Rule(SIGNED_IN, frozenset(own), **more)


def _rules() -> dict[str, Rule]:
    figures = Action.SEE_COCKPIT
    month = today().replace(day=1).isoformat()
    call = {
        "call_id": str(new_id()),
        "begun_at": (now() - timedelta(minutes=3)).isoformat(),
        "outcome": "no_answer",
    }
    inbound = call | {"call_id": str(new_id()), "purpose": "other", "outcome": "reached"}
    edit = {"fields": None, "replaces": False, "left_out": False, "revision": 0}
    return {
        # identity
        "sign_in": Rule(PUBLIC, frozenset(), body={"login": "nobody", "password": "wrong"}),
        "who_am_i": _signed_in(),
        "map_tiles": _signed_in(),
        "list_sessions": _signed_in(),
        "change_locale": _signed_in(own=(204,), body={"locale": "zh"}),
        "revoke_session": _signed_in(own=(204,)),
        "sign_out": _signed_in(own=()),
        "map_keys": _may(Action.SEE_GRID),
        "add_map_key": _may(Action.SEE_GRID, own=(201,), body={"name": "QGIS", "points": True}),
        # The one that everybody reads maps with is still needed.
        "end_map_key": _may(Action.SEE_GRID, own=()),
        # tablets
        "put_device": _may(
            Action.WORK_CELL,
            body={"device_id": NO_DEVICE, "name": "Chrome", "public_key": device_key(), "app_version": "1"},
        ),
        "device_challenge": Rule(PUBLIC, frozenset()),
        "renew_session": Rule(PUBLIC, frozenset(), body={}),
        "report_device": _may(
            Action.WORK_CELL, body={"outbox": {"count": 0}, "storage": {}, "app_version": "1"}
        ),
        "devices": _may(Action.SEE_DEVICES),
        "decide_device": _may(Action.KEEP_DEVICES, own=(204,), body={"state": "active"}),
        # attachments
        "begin_attachment": _may(
            Action.WORK_CELL, body={"sha256": "ab" * 32, "size": 10, "kind": "image/png"}
        ),
        "attachment_state": _may(Action.WORK_CELL),
        "put_piece": _may(Action.WORK_CELL),
        "complete_attachment": _may(Action.WORK_CELL),
        "customer_attachments": _may(Action.SEE_CUSTOMER),
        "customer_attachment": _may(Action.REVEAL, reveals=True),
        # What is named in these cities is no picture.
        "customer_thumbnail": _may(Action.REVEAL, own=(404,), reveals=True),
        # city
        "basemap": _signed_in(own=(200, 404)),
        "districts": _signed_in(),
        "communities": _may(Action.SEE_CENSUS, query={"q": "园"}),
        # import and census
        "imports": _may(Action.SEE_CENSUS),
        "upload": _may(Action.IMPORT, own=(), files=True),
        "debit_files": _may(Action.SEE_CENSUS),
        "deliver_debit_file": _may(Action.IMPORT, own=(202,), debits=True),
        "one_debit_delivery": _may(Action.SEE_CENSUS),
        "debit_delivery_events": _may(Action.SEE_CENSUS),
        "one_debit_file": _may(Action.SEE_CENSUS),
        "debit_rows": _may(Action.SEE_CENSUS),
        "contradictions": _may(Action.SEE_CENSUS),
        "one_import": _may(Action.SEE_CENSUS),
        "start": _may(Action.IMPORT, own=(409,)),
        "discard": _may(Action.IMPORT, own=(409,)),
        "events": _may(Action.SEE_CENSUS),
        "issues": _may(Action.SEE_CENSUS),
        "count_issues": _may(Action.SEE_CENSUS),
        "refused": _may(Action.UNMASK, reveals=True),
        "refused_rows": _may(Action.IMPORT),
        "count_refused": _may(Action.IMPORT),
        "look_at_refused": _may(Action.IMPORT),
        "one_refused": _may(Action.IMPORT, reveals=True),
        # The second of two people finds it changed.
        "edit_refused": _may(Action.IMPORT, own=(200, 409), body=edit, reveals=True),
        # Nothing was corrected.
        "import_refused": _may(Action.IMPORT, own=(409,)),
        "census": _may(Action.SEE_CENSUS),
        "todo": _may(Action.SEE_CENSUS),
        "count_todo": _may(Action.SEE_CENSUS),
        "one_todo": _may(Action.UNMASK, reveals=True),
        "place": _may(Action.PLACE, body={"community_id": 1}),
        # The second of two people finds it undone.
        "undo_place": _may(Action.PLACE, own=(200, 409)),
        # grid
        "plans": _may(Action.SEE_GRID),
        "order": _may(Action.BUILD_GRID, own=(202,), body={"cells": 3}),
        "one_plan": _may(Action.SEE_GRID),
        "delete": _may(Action.BUILD_GRID, own=(409,)),
        "plan_events": _may(Action.SEE_GRID),
        "cells": _may(Action.SEE_GRID),
        "cell": _may(Action.SEE_GRID),
        "moves": _may(Action.SEE_GRID),
        "plan_stations": _may(Action.BUILD_GRID),
        "put_plan_stations": _may(Action.BUILD_GRID, own=(409,), body={"station_nos": []}),
        # What is sent holds no points.
        "take_station_candidates": _may(Action.BUILD_GRID, own=(422,), drawn=True),
        # It lies outside the city.
        "add_station_candidate": _may(
            Action.BUILD_GRID, own=(422,), body={"name": "新点", "lon": 1.0, "lat": 1.0}
        ),
        # The station is none of the candidates.
        "edit_station_candidate": _may(Action.BUILD_GRID, own=(404,), body={"name": "新点"}),
        "remove_station_candidate": _may(Action.BUILD_GRID, own=(404,)),
        "place_tile": _may(Action.SEE_GRID),
        "cell_figures": _may(Action.SEE_GRID),
        "export": _may(Action.SEE_GRID, query={"format": "csv"}),
        "review": _may(Action.BUILD_GRID, own=(409,), body={}),
        "unreview": _may(Action.BUILD_GRID, own=(409,)),
        "changes": _may(Action.SEE_GRID),
        "comparison": _may(Action.BUILD_GRID),
        "drift": _may(Action.SEE_GRID),
        "roll_plan_back": _may(Action.PUBLISH_GRID, own=(409,), body={}),
        "publish": _may(Action.PUBLISH_GRID, own=(409,), body={"effective_from": today().isoformat()}),
        # What is sent is no plan.
        "check_drawn": _may(Action.BUILD_GRID, own=(422,), drawn=True),
        "add_drawn": _may(Action.BUILD_GRID, own=(422,), drawn=True),
        # A plan in force is not edited.
        "edits": _may(Action.SEE_GRID),
        "edit": _may(
            Action.BUILD_GRID,
            own=(409,),
            body={"revision": 0, "edit": {"kind": "rename", "cell": 1, "name": "河西"}},
        ),
        "preview": _may(Action.BUILD_GRID, own=(409,), body={"edit": {"kind": "merge", "cells": [1, 2]}}),
        "undo": _may(Action.BUILD_GRID, own=(409,), body={"revision": 0}),
        "redo": _may(Action.BUILD_GRID, own=(409,), body={"revision": 0}),
        # maps
        "ogc_landing": _may(Action.SEE_GRID, by_key=True),
        "ogc_conformance": _may(Action.SEE_GRID, by_key=True),
        "ogc_api": _may(Action.SEE_GRID, by_key=True),
        "ogc_collections": _may(Action.SEE_GRID, by_key=True),
        "ogc_collection": _may(Action.SEE_GRID, by_key=True),
        "ogc_items": _may(Action.SEE_GRID, query={"limit": "1000"}, by_key=True),
        "ogc_item": _may(Action.SEE_GRID, by_key=True),
        # risk
        "treatment": _may(Action.SEE_RISK),
        "programme": _may(Action.SEE_RISK),
        "nurture_tonight": _may(Action.SEE_RISK),
        "customer_decisions": _may(Action.SEE_RISK),
        "cards": _may(Action.SEE_RISK),
        "models": _may(Action.SEE_RISK),
        # One is trained at a time, and none of it can be approved before it is there.
        "train_model": _may(Action.EDIT_RISK, own=(202, 409)),
        "approve_model": _may(Action.EDIT_RISK, own=(404, 409)),
        "activate_risk": _may(Action.EDIT_RISK, own=(409,), body={"model": None, "reason": "试用"}),
        "copy_card": _may(Action.EDIT_RISK, own=(201,), body={"copy_of": "v2", "name": "试用"}),
        "import_card": _may(Action.EDIT_RISK, own=(422,), body={"toml": "", "name": "试用"}),
        "one_card": _may(Action.SEE_RISK),
        # A shipped card is not changed, and is in force.
        "change_card": _may(
            Action.EDIT_RISK,
            own=(409,),
            body={
                "name": "试用",
                "revision": 0,
                "content": {"intercept": 0, "scale": 0.1, "tiers": [], "features": []},
            },
        ),
        "delete_card": _may(Action.EDIT_RISK, own=(409,)),
        "card_file": _may(Action.SEE_RISK),
        "card_effects": _may(Action.SEE_RISK),
        "activate_card": _may(
            Action.EDIT_RISK, own=(409,), body={"reason": "试用", "revision": 0, "in_force": "v2"}
        ),
        # jobs
        "jobs": _may(Action.SEE_JOBS, foreign_query={"city": "yunshan"}),
        "jobs_at_work": _may(Action.SEE_JOBS, foreign_query={"city": "yunshan"}),
        "job_events": _may(Action.SEE_JOBS, own=(), foreign_query={"city": "yunshan"}),
        "day_runs": _may(Action.SEE_JOBS, foreign_query={"city": "yunshan"}),
        # The second of two people finds it waiting.
        "retry": _may(Action.RUN_JOBS, own=(200, 409)),
        "run_day_now": _may(Action.RUN_JOBS, own=(202,)),
        # staffing
        "staffing": _may(Action.SEE_STAFFING),
        "attention": _may(Action.SEE_STAFFING),
        # messages to specialists
        "field_week": _may(Action.WORK_CELL),
        "specialist_week": _may(Action.DECIDE_WORK),
        "field_messages": _may(Action.WORK_CELL),
        "messages": _may(Action.DECIDE_WORK),
        "message_readers": _may(Action.DECIDE_WORK),
        "send_message": _may(
            Action.DECIDE_WORK, own=(409,), body={"message_id": str(new_id()), "to": [10**9], "text": "x"}
        ),
        "withdraw_message": _may(Action.DECIDE_WORK, own=(404,)),
        "customer_messages": _may(Action.CALL),
        # Somebody works his cell, or nobody does.
        "tell_specialist": _may(Action.CALL, own=(204, 409), body={"message_id": str(new_id()), "text": "x"}),
        "assign": _may(Action.STAFF),
        "put_responsible": _may(
            Action.STAFF, own=(404, 409), body={"specialist_id": 10**9, "start": today().isoformat()}
        ),
        # The second of two people finds it changed.
        "put_profile": _may(
            Action.KEEP_STAFF,
            own=(200, 409),
            body={
                "languages": ["粤语"],
                "grade": None,
                "working_share": None,
                "most_customers": None,
                "leave": None,
                "revision": 0,
            },
        ),
        "end_responsible": _may(Action.STAFF, own=(200, 404)),
        # customers
        "customer_story": _may(Action.SEE_CUSTOMER),
        "reveal_customer": _may(Action.REVEAL, reveals=True),
        "customer_review": _may(Action.SEE_CUSTOMER),
        "policy_story": _may(Action.SEE_CUSTOMER),
        # Nobody is asked to a draft.
        "answer_customer_event": _may(Action.CALL, own=(404,), body={"answer": "declined"}),
        "record_customer_consent": _may(
            Action.CALL, own=(204,), body={"consent_id": str(new_id()), "purpose": "marketing", "given": True}
        ),
        # policy service
        "service_requests": _may(Action.SEE_CUSTOMER),
        # Two people send the same number; of one of them the telephone on file may be nobody's own.
        "take_service_request": _may(
            Action.SERVE, own=(201, 409, 422), body={"request_id": str(new_id()), "all_right": True}
        ),
        # The request before it, which another one may have taken the place of.
        "send_service_code": _may(Action.SERVE, own=(200, 409, 422, 429)),
        "confirm_service_request": _may(Action.SERVE, own=(409, 422), body={"code": "no code"}),
        "withdraw_service_request": _may(Action.SERVE, own=(200, 409)),
        # field
        "field_today": _may(Action.WORK_CELL),
        "field_route": _may(Action.WORK_CELL),
        "field_task": _may(Action.WORK_CELL),
        "field_appointments": _may(Action.WORK_CELL, own=()),
        "field_cell": _may(Action.WORK_CELL),
        # His own name, as customers are told it: nothing that is recorded.
        "rules_of_tablets": _may(Action.WORK_CELL, reveals=True),
        "field_events": _may(Action.WORK_CELL, own=()),
        "my_operations": _may(Action.WORK_CELL),
        "sync_cells": _may(Action.WORK_CELL),
        "cell_snapshot": _may(Action.WORK_CELL, reveals=True),
        # Of another database.
        "cell_changes": _may(Action.WORK_CELL, own=(409,), query={"feed": str(new_id()), "since": "0"}),
        "send_operations": _may(Action.WORK_CELL, own=(422,), body={"operations": []}),
        # The second of two people finds it decided.
        "decide_operation": _may(
            Action.DECIDE_WORK, own=(200, 409), body={"verdict": "refused", "reason": "说不清"}
        ),
        # activities
        "city_events": _may(Action.SEE_EVENTS),
        "add_event": _may(Action.EDIT_EVENTS, own=(201,), body=an_event()),
        "event_choices": _may(Action.EDIT_EVENTS),
        "one_event": _may(Action.SEE_EVENTS),
        "change_event": _may(Action.EDIT_EVENTS, body=an_event(revision=0)),
        "set_event_state": _may(Action.EDIT_EVENTS, body={"state": "open"}),
        "event_sign_ups": _may(Action.SEE_EVENTS),
        "customer_events": _may(Action.SEE_CUSTOMER),
        "my_events": _may(Action.WORK_CELL),
        # seats
        "queue": _may(Action.CALL),
        # He holds one already.
        "claim": _may(Action.CALL, own=(409,), body={}),
        "one_claim": _may(Action.CALL),
        "claim_budget": _may(Action.CALL),
        # Depends on the hour.
        "begin": _may(Action.CALL, own=(200, 409)),
        "renew_lease": _may(Action.CALL),
        "call": _may(Action.CALL, own=(201,), body=call),
        "release": _may(Action.CALL, own=(204, 409)),
        "calls": _may(Action.CALL),
        "seat_rules": _may(Action.CALL),
        "callers": _may(Action.CALL, body={"text": "陈"}),
        "inbound_call": _may(Action.CALL, own=(201,), body=inbound),
        "visit_requests": _may(Action.CALL, figures, foreign_query={"city": "yunshan"}),
        "seat_events": _may(Action.CALL, own=(), foreign_query={"city": "yunshan"}),
        # leading the seats
        "seat_state": _may(Action.CALL),
        "put_seat_state": _may(Action.CALL, body={"state": "ready"}),
        "my_reviews": _may(Action.CALL),
        "see_review": _may(Action.CALL, own=(204,)),
        "seat_board": _may(Action.SEE_SEATS),
        "seat_board_events": _may(Action.SEE_SEATS, own=()),
        "seat_moves": _may(Action.SEE_SEATS),
        # No seat takes it.
        "preview_seat_move": _may(Action.LEAD_SEATS, own=(422,), body={}),
        "move_seat_items": _may(Action.LEAD_SEATS, own=(422,), body={}),
        "undo_seat_move": _may(Action.LEAD_SEATS),
        "matters": _may(Action.SEE_SEATS, query={"state": "open"}),
        # The second of two people finds it decided.
        "decide": _may(Action.LEAD_SEATS, own=(200, 409), body={"state": "confirmed"}),
        # Nobody called on that day.
        "draw_calls": _may(Action.LEAD_SEATS, own=(409,), body={"day": "2020-01-01"}),
        "call_reviews": _may(Action.SEE_SEATS),
        "call_review": _may(Action.SEE_SEATS),
        "score_call": _may(Action.LEAD_SEATS, own=(422,), body={"scores": {}}),
        # cockpit
        "cockpit": _may(figures),
        "cockpit_people": _may(figures, query={"figure": "orphans", "limit": "500"}),
        "cockpit_policies": _may(figures, query={"limit": "500"}),
        "cockpit_dues": _may(figures, query={"limit": "500"}),
        "cockpit_dues_owners": _may(figures, query={"by": "cell"}),
        "cockpit_collection_owners": _may(figures, query={"due_month": month, "by": "specialist"}),
        "cockpit_events": _may(figures, own=()),
        "cockpit_collection": _may(
            figures, query={"due_month": month, "window": "next", "policy_year": "fourth_on"}
        ),
        "persistency": _may(figures),
        "persistency_owners": _may(figures, query={"cohort_month": "2025-01-01", "by": "product"}),
        "persistency_policies": _may(figures, query={"cohort_month": "2025-01-01"}),
        "cockpit_tasks": _may(figures, query={"limit": "500"}),
        "cockpit_requests": _may(figures),
    }


RULES = _rules()
