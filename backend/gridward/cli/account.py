"""`gridward account`: accounts and their passwords."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import city_codes, city_id
from gridward.cli.console import console
from gridward.identity.contract import Role
from gridward.identity.public import (
    NewAccount,
    add_account,
    everything,
    invent_password,
    list_accounts,
    set_active,
    set_password,
)
from gridward.kernel.clock import POLICY_ZONE
from gridward.platform.db import Result, database, in_transaction
from gridward.seats.profiles import put_profile

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Accounts and their passwords.")

Login = Annotated[str, typer.Argument(help="what the person signs in with")]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="read the password from the input instead of inventing one")
]


@app.command()
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="the person's name")],
    role: Annotated[list[Role], typer.Option(help="may be given several times")],
    city: Annotated[
        list[str] | None, typer.Option(help="a city's code; may be given several times; none: all cities")
    ] = None,
    locale: Annotated[str, typer.Option(help="zh or en")] = "zh",
    password_stdin: PasswordStdin = False,
) -> None:
    """Make an account. Its password is printed once, unless it was given."""
    password = _password(password_stdin)

    async def make(session: AsyncSession) -> None:
        cities = frozenset([await city_id(session, everything(), code) for code in city or ()])
        await add_account(
            session, NewAccount(login, name, frozenset(role), password, not cities, cities, locale)
        )

    _run(make)
    console.print(f"Account {login} is ready.")
    _tell(password, password_stdin)


@app.command()
def passwd(login: Login, password_stdin: PasswordStdin = False) -> None:
    """Give an account a new password; its sessions end."""
    password = _password(password_stdin)
    _run(lambda session: set_password(session, login, password))
    _tell(password, password_stdin)


@app.command()
def seat(
    login: Login,
    kind: Annotated[list[str] | None, typer.Option(help="a kind of task that he does; none: all")] = None,
    language: Annotated[list[str] | None, typer.Option(help="one that he speaks; none: all")] = None,
    away: Annotated[
        datetime | None, typer.Option(help="he is back on this day, as 2026-12-01; without it he is there")
    ] = None,
) -> None:
    """Say what a seat does and whether he is there; who is away holds nobody and gets nobody."""
    back = away.replace(tzinfo=POLICY_ZONE) if away else None
    _run(lambda session: put_profile(session, login, kind or (), language or (), back))
    console.print(f"Seat {login} is set.")


@app.command()
def disable(login: Login) -> None:
    """Let nobody sign in with an account any more; its sessions end."""
    _run(lambda session: set_active(session, login, False))
    console.print(f"Account {login} is disabled.")


@app.command()
def enable(login: Login) -> None:
    """Let an account sign in again."""
    _run(lambda session: set_active(session, login, True))
    console.print(f"Account {login} is enabled.")


@app.command(name="list")
def list_all() -> None:
    """List the accounts."""
    table = Table("login", "name", "roles", "cities", "active")
    codes = _run(city_codes)
    for account in _run(list_accounts):
        cities = "all" if account.all_cities else ", ".join(codes[number] for number in account.city_ids)
        table.add_row(
            account.login, account.name, ", ".join(account.roles), cities, "yes" if account.active else "no"
        )
    console.print(table)


def _run(act: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    with database() as url:
        return asyncio.run(in_transaction(url, act))


def _password(from_input: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if from_input else invent_password()


def _tell(password: str, was_given: bool) -> None:
    if not was_given:
        console.print(f"Password: {password}")
