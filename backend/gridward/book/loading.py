"""Staged facts become stored facts: set-based, each kind in a few statements, inside the caller's transaction.

Rows are staged in a temporary table with their line, so a process that dies leaves nothing behind.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.copy import QueuedLibpqWriter

from gridward.book.facts import FactTable
from gridward.book.recording import keep_policies, record_instalments, record_policies
from gridward.book.telling import is_late

_STAGE = sql.Identifier("staged")
_READY = sql.Identifier("staged_ready")
_MUCH = 0.1
"""More new rows than this share of a table change how it is joined."""


@dataclass(frozen=True)
class UnknownReference:
    """A staged row that refers to nothing."""

    line: int
    source: str
    number: str


@dataclass(frozen=True)
class RepeatedKey:
    """A staged row whose key stands on an earlier line already."""

    line: int
    first_line: int
    key: str
    equal: bool
    """The whole row is the same as the first one."""


@dataclass(frozen=True)
class StandingKey:
    """A staged row whose key is in the book already, with other content."""

    line: int
    key: str
    told_on: date | None
    """The day on which the book was last told of it; None where nobody kept it."""


@dataclass(frozen=True)
class Merged:
    """What merging did."""

    added: int
    updated: int
    unchanged: int


class Stager:
    """Rows on their way into the temporary table."""

    def __init__(self, copy: psycopg.Copy) -> None:
        self._copy = copy

    def write(self, columns: Iterable[list[str]]) -> None:
        """Stage rows given as columns of COPY text, in the order of the table's columns."""
        self.write_text(copy_text(columns))

    def write_text(self, text: str | bytes) -> None:
        """Stage what is COPY text already, whole or piece by piece."""
        if text:
            self._copy.write(text)


def copy_text(columns: Iterable[list[str]]) -> str:
    """Rows given as columns of COPY text, in the order of the table's columns, as one text."""
    rows = "\n".join(map("\t".join, zip(*columns, strict=True)))
    return f"{rows}\n" if rows else ""


@contextmanager
def staging(connection: psycopg.Connection, fact: FactTable) -> Iterator[Stager]:
    """Open a temporary table for rows of `line, row_hash` and the fact's columns."""
    columns = [("line", "integer"), ("row_hash", "uuid"), *fact.columns.items()]
    definition = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in columns
    )
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}, {}").format(_STAGE, _READY))
    connection.execute(sql.SQL("CREATE TEMP TABLE {} ({})").format(_STAGE, definition))
    cursor = connection.cursor()
    # Rows travel in a thread of their own, while the next ones are being parsed.
    writer = QueuedLibpqWriter(cursor)
    with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(_STAGE), writer=writer) as copy:
        yield Stager(copy)
    _count_staged(
        connection, _STAGE, fact.columns.keys() & {*fact.staged_key, *(one.source for one in fact.references)}
    )


def drop_repeated(connection: psycopg.Connection, fact: FactTable) -> list[RepeatedKey]:
    """Take repeated keys out of the staged rows; the first row of each key stays."""
    if fact.keyless:
        return []
    key = sql.SQL(", ").join(map(sql.Identifier, fact.staged_key))
    text = sql.SQL(" || ' / ' || ").join(
        sql.SQL("{}::text").format(sql.Identifier(name)) for name in fact.staged_key
    )
    rows = connection.execute(
        sql.SQL(
            """WITH repeated AS (SELECT {key} FROM {stage} GROUP BY {key} HAVING count(*) > 1),
                numbered AS (
                    SELECT line, {text} AS key, first_value(line) OVER w AS first_line,
                        row_hash = first_value(row_hash) OVER w AS equal, row_number() OVER w AS place
                    FROM {stage} JOIN repeated USING ({key}) WINDOW w AS (PARTITION BY {key} ORDER BY line))
               SELECT line, first_line, key, equal FROM numbered WHERE place > 1 ORDER BY line"""
        ).format(key=key, text=text, stage=_STAGE)
    ).fetchall()
    found = [RepeatedKey(*row) for row in rows]
    _drop_lines(connection, [one.line for one in found])
    return found


def drop_unresolved(
    connection: psycopg.Connection, fact: FactTable, city_id: int, coming: Mapping[str, Collection[str]]
) -> list[UnknownReference]:
    """Take rows that refer to nothing out of the staged rows.

    `coming` holds by kind the numbers that will be in the book before these rows are: what refers to them stays.
    """
    found: dict[int, UnknownReference] = {}
    for reference in fact.references:
        source = sql.Identifier(reference.source)
        rows = connection.execute(
            sql.SQL(
                """SELECT line, coalesce({source}, '') FROM {stage} s
                   WHERE {allowed} coalesce({source}, '') <> ALL(%s) AND NOT EXISTS (
                       SELECT FROM {table} t WHERE t.city_id = %s AND t.{number} = s.{source}) ORDER BY line"""
            ).format(
                source=source,
                stage=_STAGE,
                allowed=sql.SQL("{} IS NOT NULL AND").format(source) if reference.optional else sql.SQL(""),
                table=_table(reference.table),
                number=sql.Identifier(reference.number),
            ),
            [list(coming.get(reference.kind, ())), city_id],
        ).fetchall()
        for line, number in rows:
            found.setdefault(line, UnknownReference(line, reference.source, number))
    _drop_lines(connection, list(found))
    return [found[line] for line in sorted(found)]


def standing_keys(connection: psycopg.Connection, fact: FactTable, city_id: int) -> list[StandingKey]:
    """Staged rows that would change a row of the book."""
    if fact.keyless:
        return []
    sources = {reference.column: reference for reference in fact.references}
    joins, same, texts = [], [], []
    for number, name in enumerate(fact.key):
        staged = sql.Identifier("s", fact.staged_key[number])
        texts.append(sql.SQL("{}::text").format(staged))
        key = staged
        if reference := sources.get(name):
            key = sql.Identifier(f"r{number}", "id")
            joins.append(
                sql.SQL("JOIN {} {} ON {} = {} AND {} = {}").format(
                    _table(reference.table),
                    sql.Identifier(f"r{number}"),
                    sql.Identifier(f"r{number}", "city_id"),
                    sql.Literal(city_id),
                    sql.Identifier(f"r{number}", reference.number),
                    staged,
                )
            )
        same.append(sql.SQL("{} = {}").format(sql.Identifier("t", name), key))
    rows = connection.execute(
        sql.SQL(
            """SELECT s.line, {text}, greatest(o.day, w.day)
               FROM {stage} s {joins} JOIN {table} t ON t.city_id = {city} AND {same}
               LEFT JOIN book.told o ON o.source_id = t.import_id LEFT JOIN book.shown w ON w.row_hash = t.row_hash
               WHERE t.row_hash <> s.row_hash ORDER BY s.line"""
        ).format(
            text=sql.SQL(" || ' / ' || ").join(texts),
            stage=_STAGE,
            joins=sql.SQL(" ").join(joins),
            table=_table(fact.table),
            city=sql.Literal(city_id),
            same=sql.SQL(" AND ").join(same),
        )
    ).fetchall()
    return [StandingKey(*row) for row in rows]


def drop_older(connection: psycopg.Connection, fact: FactTable, city_id: int, day: date) -> list[StandingKey]:
    """Take the rows of a delivery that shows the book of a day out of the staged rows, where the book was told of a later
    day and differs."""
    if not is_late(connection, city_id, day):
        return []
    found = [
        one
        for one in standing_keys(connection, fact, city_id)
        if one.told_on is not None and one.told_on > day
    ]
    _drop_lines(connection, [one.line for one in found])
    return found


def merge(
    connection: psycopg.Connection,
    fact: FactTable,
    city_id: int,
    import_id: UUID,
    learnt_on: date,
    told_on: date,
) -> Merged:
    """Insert what is new, update what differs, leave the rest untouched. What it means for policies becomes events.

    They were learnt on one day, by a delivery that shows the book of another.
    """
    _resolve(connection, fact, city_id)
    if fact.keyless:
        _add_months(connection)
    unchanged = _drop_unchanged(connection, fact, city_id, told_on)
    if fact.kind == "premiums":
        record_instalments(connection, city_id, import_id, learnt_on, sql.Literal(told_on))
    if fact.kind == "policies":
        keep_policies(connection, city_id)
    merged = _put(connection, fact, city_id, import_id, unchanged)
    _count_anew(connection, fact.table, merged.added)
    if fact.kind == "policies":
        record_policies(connection, city_id, import_id, learnt_on, told_on)
    if fact.kind in {"policies", "premiums"}:
        _count_anew(connection, "book.policy_event", merged.added)
    return merged


def _put(
    connection: psycopg.Connection, fact: FactTable, city_id: int, import_id: UUID, unchanged: int
) -> Merged:
    stored = [*fact.stored, *(["ordinal"] if fact.keyless else [])]
    columns = [*stored, "row_hash", "city_id", "import_id"]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    key = _conflict_key(fact)
    values = [*map(sql.Identifier, [*stored, "row_hash"]), sql.Placeholder(), sql.Placeholder()]
    insert = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} ORDER BY line").format(
        _table(fact.table), names, sql.SQL(", ").join(values), _READY
    )
    # A row that is its own key cannot change: what is not there yet is new. Where the city has nothing yet, looking for what
    # is in the way would take a quarter of the time.
    if fact.keyless or not _has_rows(connection, fact, city_id):
        added = connection.execute(insert, [city_id, import_id]).rowcount
        return Merged(added, 0, unchanged)
    row = connection.execute(
        sql.SQL(
            """WITH merged AS ({insert} ON CONFLICT ({key}) DO UPDATE SET {changes} RETURNING (xmax = 0) AS is_new)
               SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged"""
        ).format(
            insert=insert,
            key=sql.SQL(", ").join(map(sql.Identifier, key)),
            changes=sql.SQL(", ").join(
                sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name))
                for name in columns
                if name not in key
            ),
        ),
        [city_id, import_id],
    ).fetchone()
    assert row is not None
    return Merged(added=row[0], updated=row[1], unchanged=unchanged)


def _has_rows(connection: psycopg.Connection, fact: FactTable, city_id: int) -> bool:
    """Whether the book has anything of a kind in a city."""
    query = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE city_id = %s)").format(_table(fact.table))
    row = connection.execute(query, [city_id]).fetchone()
    assert row is not None
    return bool(row[0])


def _count_staged(connection: psycopg.Connection, table: sql.Identifier, joined: Collection[str]) -> None:
    """Let the database count a temporary table, in the columns that others are joined by: the others are many, and wide."""
    columns = sql.SQL(", ").join(map(sql.Identifier, sorted({"row_hash", *joined})))
    connection.execute(sql.SQL("ANALYZE {} ({})").format(table, columns))


def _count_anew(connection: psycopg.Connection, table: str, added: int) -> None:
    """Let the database count a table anew that has grown much: by the figures of before, whatever joins it would be planned
    for the few rows that it had. A table that another import is counting is left to that one."""
    row = connection.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table]).fetchone()
    assert row is not None
    if added > _MUCH * row[0]:
        connection.execute(sql.SQL("ANALYZE (SKIP_LOCKED) {}").format(_table(table)))


def _resolve(connection: psycopg.Connection, fact: FactTable, city_id: int) -> None:
    """Put the ids of the rows that are referred to beside the staged rows."""
    sources = {reference.source for reference in fact.references}
    kept = [name for name in ("line", "row_hash", *fact.columns) if name not in sources]
    selected: list[sql.Composable] = [sql.SQL("s.{}").format(sql.Identifier(name)) for name in kept]
    joins = [sql.SQL("{} s").format(_STAGE)]
    for number, reference in enumerate(fact.references):
        alias = sql.Identifier(f"r{number}")
        selected.append(sql.SQL("{}.id AS {}").format(alias, sql.Identifier(reference.column)))
        joins.append(
            sql.SQL("LEFT JOIN {} {} ON {}.city_id = {} AND {}.{} = s.{}").format(
                _table(reference.table),
                alias,
                alias,
                sql.Literal(city_id),
                alias,
                sql.Identifier(reference.number),
                sql.Identifier(reference.source),
            )
        )
    if fact.keyless:
        selected.append(
            sql.SQL("row_number() OVER (PARTITION BY s.row_hash ORDER BY s.line)::smallint AS ordinal")
        )
    connection.execute(
        sql.SQL("CREATE TEMP TABLE {} AS SELECT {} FROM {}").format(
            _READY, sql.SQL(", ").join(selected), sql.SQL(" ").join(joins)
        )
    )
    _count_staged(connection, _READY, {*fact.key, *(one.column for one in fact.references)})


def _drop_unchanged(connection: psycopg.Connection, fact: FactTable, city_id: int, told_on: date) -> int:
    # Without this, ON CONFLICT would lock, and so write, every row that stays as it is.
    same = sql.SQL(" AND ").join(sql.SQL("t.{0} = s.{0}").format(sql.Identifier(name)) for name in fact.key)
    row = connection.execute(
        sql.SQL(
            """WITH same AS (DELETE FROM {ready} s USING {table} t
                   WHERE t.city_id = {city} AND {same} AND t.row_hash = s.row_hash RETURNING t.row_hash, t.import_id),
               shown AS (INSERT INTO book.shown AS w (row_hash, day)
                   SELECT s.row_hash, {day} FROM same s LEFT JOIN book.told o ON o.source_id = s.import_id
                   WHERE {has_key} AND coalesce(o.day < {day}, true)
                   ON CONFLICT (row_hash) DO UPDATE SET day = excluded.day WHERE w.day < excluded.day)
               SELECT count(*) FROM same"""
        ).format(
            ready=_READY,
            table=_table(fact.table),
            city=sql.Literal(city_id),
            same=same,
            day=sql.Literal(told_on),
            has_key=sql.Literal(not fact.keyless),
        )
    ).fetchone()
    assert row is not None
    return int(row[0])


def _conflict_key(fact: FactTable) -> list[str]:
    return list(fact.key) if "policy_id" in fact.key else ["city_id", *fact.key]


def _add_months(connection: psycopg.Connection) -> None:
    """Make sure that every month of the staged rows has its partition."""
    connection.execute(
        sql.SQL(
            """SELECT audit.add_months('book.contact', min(at)::date, max(at)::date) FROM {}
               HAVING min(at) IS NOT NULL"""
        ).format(_READY)
    )


def _drop_lines(connection: psycopg.Connection, lines: list[int]) -> None:
    if lines:
        connection.execute(sql.SQL("DELETE FROM {} WHERE line = ANY(%s)").format(_STAGE), [lines])


def _table(name: str) -> sql.Identifier:
    return sql.Identifier(*name.split("."))
