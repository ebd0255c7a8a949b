"""The command `gridward`. Each group lives in a module of its own and is loaded only when it is called."""

import signal
import sys
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperGroup

from gridward import __version__
from gridward.kernel.errors import GridwardError
from gridward.kernel.loading import load

GROUPS = {
    "account": ("gridward.cli.account", "accounts and their passwords"),
    "bench": ("gridward.cli.bench", "measure how fast it is and how good its engines are"),
    "census": ("gridward.cli.census", "take stock again, see its figures"),
    "city": ("gridward.cli.city", "add and list cities"),
    "day": ("gridward.cli.day", "run a city's day: dues, tasks, messages"),
    "db": ("gridward.cli.db", "the embedded PostgreSQL, and backups"),
    "debits": ("gridward.cli.debits", "take the banks' debit return files"),
    "demo": ("gridward.cli.demo", "load the demo city and serve the application"),
    "demo-city": ("gridward.cli.demo_city", "generate the demo city's files"),
    "gazetteer": ("gridward.cli.gazetteer", "check a list of positions"),
    "grid": ("gridward.cli.grid", "build and publish cells"),
    "import": ("gridward.cli.import_", "import an insurer's extract"),
    "messages": ("gridward.cli.messages", "messages to customers"),
    "migrate": ("gridward.cli.migrate", "bring the database to the newest schema"),
    "nurture": ("gridward.cli.nurture", "the programme between dues: run it, or see what it would send"),
    "openapi": ("gridward.cli.openapi", "print the API's description"),
    "persistency": ("gridward.cli.persistency", "persistency of a city, with every switch"),
    "policy": ("gridward.cli.policy", "the states of policies, and the rules behind them"),
    "risk": ("gridward.cli.risk", "models of lapse risk: train, list, approve, activate"),
    "serve": ("gridward.cli.serve", "serve the application"),
    "staff": ("gridward.cli.staff", "who works which cell, and with which account"),
    "stations": ("gridward.cli.stations", "candidates for stations"),
    "worker": ("gridward.cli.worker", "work off jobs"),
}


class _Groups(TyperGroup):
    """Commands by name, imported when they are needed: the help stays quick."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(GROUPS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        if cmd_name not in GROUPS:
            return None
        return typer.main.get_command(load(GROUPS[cmd_name][0]).app)

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Names and one line each, without loading what they stand for."""
        formatter.write_usage("gridward", "COMMAND ...")
        formatter.write_paragraph()
        formatter.write_text("Serve an insurer's orphan customers by geography.")
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in GROUPS.items()])


_app = typer.Typer(cls=_Groups, add_completion=False)


@_app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="print the version")] = False,
) -> None:
    if version:
        typer.echo(f"gridward {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; what a person can be told ends it with two lines and 1, never with a traceback."""
    # Who is told to stop by another program ends as after Ctrl+C: what was started beside it ends with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _app(args=arguments, prog_name="gridward")
    except GridwardError as error:
        typer.secho(error.detail, fg="red", err=True)
        if error.hint:
            typer.echo(error.hint, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
