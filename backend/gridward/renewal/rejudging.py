"""Judging a city's due list anew, by the card and the model in force."""

import psycopg

from gridward.renewal.cards.in_force import card_in_force
from gridward.renewal.judging import judge_again, put_judged
from gridward.renewal.learned.judging import judge_by_model


def judge_dues(connection: psycopg.Connection, city_id: int) -> int:
    """Judge the city's due list by what is in force, as of its day; returns how many dues that changed."""
    version, card = card_in_force(connection, city_id)
    row = connection.execute("SELECT max(as_of) FROM renewal.due WHERE city_id = %s", [city_id]).fetchone()
    if row is None or row[0] is None:
        return 0
    judge_again(connection, city_id, card)
    judge_by_model(connection, city_id, row[0], card, "renewal.due")
    return put_judged(connection, city_id, version)
