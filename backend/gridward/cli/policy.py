"""`gridward policy`: the states of policies, and the rules behind them."""

import typer

from gridward.book.public import states_page

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="The states of policies, and the rules behind them."
)


@app.callback()
def policy() -> None:
    """Keep `rules` a command of its own."""


@app.command()
def rules() -> None:
    """The table of states and changes, as the documentation has it."""
    typer.echo(states_page(), nl=False)
