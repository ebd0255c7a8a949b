"""`gridward risk`: models of lapse risk: trained, listed, approved, put in force."""

import asyncio
from typing import Annotated, Any

import typer
from rich.table import Table

from gridward.city.public import load_city
from gridward.cli.console import console, person
from gridward.platform.db import connect, database, in_transaction
from gridward.renewal.public import activate_model, approve_model, list_models, note_order, train_model

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Models of lapse risk, beside the points card."
)

City = Annotated[str, typer.Option(help="the city's code")]
Number = Annotated[int, typer.Argument(help="the model's number")]


@app.command()
def train(city: City) -> None:
    """Train a model on the city's closed premiums, and judge it by its newest closed due months."""
    with database() as url:
        with connect(url, person()) as connection:
            city_id = load_city(connection, city).id
            note_order(connection, city_id, person())
        with console.status("training"):
            train_model(url, city_id)
        found = _listed(url, city_id)
    _show(found)
    if found["models"][0]["state"] == "failed":
        raise typer.Exit(1)


@app.command("list")
def show(city: City) -> None:
    """The models with their figures, and what judges now."""
    with database() as url:
        _show(_listed(url, _city(url, city)))


@app.command()
def approve(number: Number, city: City) -> None:
    """Say that a model which passes the gates may judge."""
    with database() as url:
        city_id = _city(url, city)
        asyncio.run(in_transaction(url, lambda session: approve_model(session, city_id, number, person())))
    console.print(
        f"Model {number} is approved. Put it in force: gridward risk activate {number} --city {city}"
    )


@app.command()
def activate(
    city: City,
    number: Annotated[
        int | None, typer.Argument(help="the model's number; without it the points card alone")
    ] = None,
    reason: Annotated[str, typer.Option(help="why")] = "by command",
) -> None:
    """Put an approved model, or the points card alone, in force; a worker judges the due list by it."""
    with database() as url:
        city_id = _city(url, city)
        asyncio.run(
            in_transaction(url, lambda session: activate_model(session, city_id, number, reason, person()))
        )
    console.print("The points card judges." if number is None else f"Model {number} judges.")


def _city(url: str, code: str) -> int:
    with connect(url, person()) as connection:
        return load_city(connection, code).id


def _listed(url: str, city_id: int) -> dict[str, Any]:
    return asyncio.run(in_transaction(url, lambda session: list_models(session, city_id)))


def _show(found: dict[str, Any]) -> None:
    for model in reversed(found["models"]):
        mark = ", in force" if model["number"] == found["in_force"] else ""
        console.print(f"Model {model['number']}: {model['state']}{mark}", style="bold")
        if model["problem"]:
            console.print(f"{model['problem']['detail']} {model['problem']['hint']}", soft_wrap=True)
        if model["figures"]:
            _figures(model)
    engine = found["engine"]
    if engine and not engine["judged"]:
        console.print(
            f"The points card judges for model {engine['model']}: {engine['why_not']}.", style="yellow"
        )
    if not found["models"]:
        console.print("No model was trained; the points card judges.")


def _figures(model: dict[str, Any]) -> None:
    figures = model["figures"]
    console.print(
        f"Learned from {figures['premiums']:,} premiums due {model['first_due']} to {model['last_due']}, "
        f"{figures['lapses']:,} of them unpaid. By {model['ordered_by']}"
        + (f", approved by {model['approved_by']}." if model["approved_by"] else "."),
        soft_wrap=True,
    )
    table = Table("due month", "premiums", "lapses", "A/E", "slope", "AUC", "AUC now", "fails", box=None)
    for month in figures["months"]:
        plain = [
            "-" if month[name] is None else f"{month[name]:.3f}"
            for name in ("ae", "slope", "auc", "other_auc")
        ]
        table.add_row(
            month["month"], f"{month['rows']:,}", str(month["lapses"]), *plain, ", ".join(month["faults"])
        )
    console.print(table)
