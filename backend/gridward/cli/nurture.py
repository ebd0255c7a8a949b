"""`gridward nurture`: the programme between dues."""

import asyncio
import datetime as dt
from typing import Annotated, Any

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import city_id
from gridward.cli.console import console
from gridward.identity.public import everything
from gridward.kernel.clock import today
from gridward.nurture.night import nurture
from gridward.nurture.showing import nurture_preview
from gridward.platform.db import database, in_transaction

app = typer.Typer(
    add_completion=False, help="The programme between dues: anniversaries, benefits, awareness."
)


@app.command()
def run(
    city: Annotated[str, typer.Option(help="the city's code")],
    preview: Annotated[
        bool, typer.Option("--preview", help="only show what would go out, and why others are left out")
    ] = False,
    date: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day; by default today")
    ] = None,
) -> None:
    """Queue the day's messages and make its calls and tasks, as the day's run does. Twice changes nothing."""
    day = date.date() if date else today()
    with database() as url:
        asyncio.run(in_transaction(url, lambda session: _run(session, city, day, preview)))


async def _run(session: AsyncSession, city: str, day: dt.date, preview: bool) -> None:
    number = await city_id(session, everything(), city)
    if preview:
        _show(await nurture_preview(session, number, day))
        return
    night = await nurture(session, number, day)
    console.print(
        f"{night.messages:,} messages queued, {night.calls:,} calls, {night.tasks:,} tasks;"
        f" {night.held_out:,} kept back by lot."
    )


def _show(found: dict[str, Any]) -> None:
    console.print(f"What {found['day']} would send:")
    for step in found["steps"]:
        lots = step["lots"]
        console.print(
            f"  {step['occasion']}, {step['step']}: {lots['nurtured']:,} to go out; by lot {lots['held_out']:,} held out,"
            f" {lots['left_alone']:,} left alone",
            soft_wrap=True,
        )
        left_out = sorted(step["left_out"].items(), key=lambda reason: -reason[1])
        if left_out:
            reasons = ", ".join(f"{reason} {many:,}" for reason, many in left_out)
            console.print(f"    left out: {reasons}", style="dim", soft_wrap=True)
