"""The command `gridward`. Each group lives in a module of its own and is loaded only when it is called."""

import importlib
import sys
from typing import Any

import click
import typer.main

from gridward.kernel.errors import GridwardError

_GROUPS = {
    "account": ("gridward.cli.account", "accounts and their passwords"),
    "census": ("gridward.cli.census", "take stock again, see its figures"),
    "city": ("gridward.cli.city", "add and list cities"),
    "db": ("gridward.cli.db", "the embedded PostgreSQL"),
    "demo": ("gridward.cli.demo", "load the demo city and serve the application"),
    "demo-city": ("gridward.cli.demo_city", "generate the demo city's files"),
    "gazetteer": ("gridward.cli.gazetteer", "check a list of positions"),
    "grid": ("gridward.cli.grid", "build and publish cells"),
    "import": ("gridward.cli.import_", "import an insurer's extract"),
    "migrate": ("gridward.cli.migrate", "bring the database to the newest schema"),
    "openapi": ("gridward.cli.openapi", "print the API's description"),
    "serve": ("gridward.cli.serve", "serve the application"),
    "worker": ("gridward.cli.worker", "work off jobs"),
}


class _Groups(click.Group):
    """Commands by name, imported when they are needed: the help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _GROUPS:
            return None
        return typer.main.get_command(importlib.import_module(_GROUPS[cmd_name][0]).app)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _GROUPS.items()])


@click.group(cls=_Groups, help="Serve an insurer's orphan customers by geography.")
@click.version_option(package_name="gridward")
def _root() -> None:
    pass


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; what a person can be told ends it with two lines and 1, never with a traceback."""
    try:
        return _root.main(args=arguments, prog_name="gridward", standalone_mode=True)
    except GridwardError as error:
        click.secho(error.detail, fg="red", err=True)
        if error.hint:
            click.echo(error.hint, err=True)
        sys.exit(1)
