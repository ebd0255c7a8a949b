"""Judging a city's dues anew, never in the middle of its day."""

from gridward.ops.day_record import DAY_LOCKS
from gridward.platform.db import connect
from gridward.renewal.public import judge_dues


def judge_city(url: str, city_id: int) -> int:
    """Judge the city's due list by the card in force; returns how many dues it changed."""
    with connect(url, "card") as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", [DAY_LOCKS, city_id])
        return judge_dues(connection, city_id)
