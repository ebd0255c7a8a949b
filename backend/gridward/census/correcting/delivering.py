"""Corrected rows become a delivery of their own, which is imported like any other."""

import os
import shutil
from pathlib import Path
from uuid import UUID

import psycopg

from gridward.census.correcting.checking import state_of
from gridward.census.correcting.drafts import hold
from gridward.census.correcting.rows import Draft, RefusedFile, RefusedImport, open_import
from gridward.census.correcting.waiting import recheck
from gridward.census.importing.report import csv_name, returned_csv
from gridward.census.importing.service import Delivery, register
from gridward.census.uploads import new_folder
from gridward.kernel.errors import Conflict
from gridward.platform.db import connect

_NUMBERS = {"customers": "customer_no", "policies": "policy_no"}
"""The fields by which rows of other files refer to these."""


def deliver(url: str, actor: str, login: str, import_id: UUID) -> UUID:
    """Put all rows of an import that can be imported now into a delivery; returns the new import, ready to be started.

    They are checked once more, all of them together, and what refers to one of them goes with it. Raises
    `correction.nothing_ready`; what the check found is kept even then.
    """
    with connect(url, actor) as connection:
        run = open_import(connection, import_id)
        hold(connection, import_id, "UPDATE")
        ready = _gather(connection, run)
        if not ready:
            connection.commit()
            raise Conflict(
                "correction.nothing_ready",
                "None of the refused rows can be imported now.",
                "Correct one first; those that can be are in another import already.",
            )
        folder = new_folder()
        try:
            for file, drafts in ready:
                _write(folder / csv_name(file.name), file, drafts)
            delivery = Delivery(folder, run.source, run.mapping, as_of=run.as_of, corrects=run.id)
            new = register(connection, run.city_id, delivery, login)
            connection.execute(
                "UPDATE census.correction SET delivered_in = %s WHERE refused_row_id = ANY(%s)",
                [new, [draft.id for _, drafts in ready for draft in drafts]],
            )
            connection.commit()
        except BaseException:
            shutil.rmtree(folder)
            raise
        return new


def _gather(connection: psycopg.Connection, run: RefusedImport) -> list[tuple[RefusedFile, list[Draft]]]:
    coming: dict[str, set[str]] = {}
    gathered = []
    for file in run.files:
        drafts, found = recheck(connection, run, file, ["ready", "waits"], coming)
        ready = [draft for draft in drafts if state_of(found[draft.line]) == "ready"]
        if not ready:
            continue
        gathered.append((file, ready))
        if number := _NUMBERS.get(file.kind):
            column = run.mapping.files[file.kind].columns(file.header)[number]
            coming[file.kind] = {draft.fields[column].strip() for draft in ready}
    return gathered


def _write(path: Path, file: RefusedFile, drafts: list[Draft]) -> None:
    text = returned_csv(file.header, (["", *draft.fields] for draft in drafts))
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(text.encode("utf-8-sig"))
