"""`gridward staff`: who works which cell, and the accounts of specialists and station leads."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import city_id
from gridward.cli.console import console, person
from gridward.identity.public import everything, invent_password
from gridward.ops.staffing import assign_cells
from gridward.platform.db import Result, database, in_transaction
from gridward.staffing.public import add_specialist_account, get_staffing, put_lead

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Who works which cell, and with which account."
)

City = Annotated[str, typer.Option(help="the city's code")]
Login = Annotated[str, typer.Option(help="what the person signs in with")]


@app.command()
def assign(city: City) -> None:
    """Give the vacant cells a specialist by the least total way, and a stand-in where none is free."""

    async def fill(session: AsyncSession) -> Any:
        return await assign_cells(session, everything(), await city_id(session, everything(), city), person())

    done = _run(fill)
    console.print(
        f"{done.assigned} assigned, {done.kept} kept, {done.vacant} vacant, {done.stand_ins} of them with a stand-in."
    )


@app.command(name="list")
def list_all(city: City) -> None:
    """List the cells with those who work them, the stations and the staff list."""

    async def read(session: AsyncSession) -> dict[str, Any]:
        return await get_staffing(session, everything(), await city_id(session, everything(), city))

    found = _run(read)
    if found["plan"] is None:
        console.print("No plan is in force.")
    else:
        _show_cells(found["cells"])
    _show_stations(found["stations"])
    _show_specialists(found["specialists"])


@app.command()
def account(
    staff_no: Annotated[str, typer.Argument(help="the number in the staff list")], city: City, login: Login
) -> None:
    """Make the account of a specialist. Its password is printed once."""
    password = invent_password()

    async def make(session: AsyncSession) -> None:
        number = await city_id(session, everything(), city)
        await add_specialist_account(session, number, staff_no, login, password)

    _run(make)
    console.print(f"Account {login} is ready.\nPassword: {password}")


@app.command()
def lead(
    station_no: Annotated[str, typer.Argument(help="the number of an open station")],
    city: City,
    login: Login,
    name: Annotated[str | None, typer.Option(help="the person's name, for a new account")] = None,
) -> None:
    """Let a supervisor lead a station; an account is made where there is none of this login."""
    password = invent_password()

    async def put(session: AsyncSession) -> bool:
        number = await city_id(session, everything(), city)
        return await put_lead(session, number, station_no, login, name or login, password)

    if _run(put):
        console.print(f"Account {login} is ready.\nPassword: {password}")
    console.print(f"{login} leads station {station_no}.")


def _show_cells(cells: list[dict[str, Any]]) -> None:
    table = Table("cell", "name", "customers", "station", "responsible", "way", "stand-in", "until")
    for cell in cells:
        responsible, stand_in = cell["responsible"], cell["stand_in"]
        table.add_row(
            str(cell["number"]),
            cell["name"],
            f"{cell['customers']:,}",
            cell["station_name"] or "-",
            f"{responsible['staff_no']} {responsible['name_masked']}" if responsible else "vacant",
            f"{responsible['way_m']:,.0f} m" if responsible and responsible["way_m"] is not None else "-",
            f"{stand_in['staff_no']} {stand_in['name_masked']}" if stand_in else "-",
            str(stand_in["until"]) if stand_in else "-",
        )
    console.print(table)


def _show_stations(stations: list[Any]) -> None:
    table = Table("station", "name", "room", "cells")
    for one in stations:
        room = "-" if one["capacity"] is None else str(one["capacity"])
        table.add_row(one["station_no"], one["name"], room, str(one["cells"]))
    console.print(table)


def _show_specialists(specialists: list[Any]) -> None:
    table = Table("staff no", "name", "employment", "state", "cell", "stands in", "login")
    for one in specialists:
        table.add_row(
            one["staff_no"],
            one["name_masked"],
            one["employment"],
            one["status"],
            one["cell_name"] or "-",
            ", ".join(map(str, one["standing_in"])) or "-",
            one["login"] or "-",
        )
    console.print(table)


def _run(act: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    with database() as url:
        return asyncio.run(in_transaction(url, act))
