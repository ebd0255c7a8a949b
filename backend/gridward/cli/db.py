"""`gridward db`: the embedded PostgreSQL, for who wants to look into it or keep it running; backups of any database."""

import typer

from gridward.cli import db_backup
from gridward.kernel.errors import Invalid
from gridward.platform import postgres
from gridward.platform.settings import settings

app = typer.Typer(
    add_completion=False,
    help="The embedded PostgreSQL (used where there is no DATABASE_URL), and backups of either.",
    no_args_is_help=True,
)
app.command()(db_backup.backup)
app.command()(db_backup.restore)
app.command()(db_backup.drill)


@app.command()
def start() -> None:
    """Start the server, and let it run until `gridward db stop`."""
    _refuse_other()
    with postgres.embedded(settings().data_dir) as server:
        server.keep()
    status()


@app.command()
def stop() -> None:
    """Stop the server, or let it stop with its last user."""
    _refuse_other()
    if postgres.stop(settings().data_dir):
        typer.echo("The embedded PostgreSQL is stopped.")
    else:
        typer.echo("Other processes use the embedded PostgreSQL: it stops with the last of them.")


@app.command()
def status() -> None:
    """Say whether the server runs, and where its data is."""
    if settings().database_url:
        typer.echo("DATABASE_URL names the database; the embedded PostgreSQL is not used.")
        return
    found = postgres.status(settings().data_dir)
    if found.version is None:
        typer.echo(f"There is no database in {found.folder} yet; the first command that needs one makes it.")
    elif not found.running:
        typer.echo(f"PostgreSQL {found.version} in {found.folder} is stopped.")
    else:
        until = "until `gridward db stop`" if found.kept else "until its last user leaves"
        typer.echo(f"PostgreSQL {found.version} in {found.folder} runs as process {found.pid}, {until}.")


@app.command()
def url() -> None:
    """Print the address for psql and other clients. It holds the password."""
    configured = settings().database_url
    if configured:
        typer.echo(configured)
        return
    if not postgres.status(settings().data_dir).running:
        raise Invalid(
            "db.not_running", "The embedded PostgreSQL does not run.", "Start it with: gridward db start"
        )
    typer.echo(postgres.embedded(settings().data_dir).url)


def _refuse_other() -> None:
    if settings().database_url:
        raise Invalid(
            "db.not_ours",
            "DATABASE_URL names a database that is not the embedded one.",
            "Unset it to use the embedded PostgreSQL.",
        )
