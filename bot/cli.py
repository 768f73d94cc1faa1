"""The command line: every command in a few words; what a command needs is imported when it runs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

LARGEST_ID = 2**53
"""Nobody has so many merchants, and every database counts so far."""

StaffRole = Literal["owner", "manager", "desk", "provider", "courier"]
MarketRole = Literal["operator", "support", "analyst"]

app = typer.Typer(
    name="hereabouts",
    help="A local marketplace in a chat app.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
inviting = typer.Typer(
    help="Make a one-time link that gives somebody a role.", no_args_is_help=True
)
console = typer.Typer(
    help="Make a one-time link that signs somebody in to the console.", no_args_is_help=True
)
database = typer.Typer(help="Look after the database.", no_args_is_help=True)
app.add_typer(inviting, name="invite")
app.add_typer(database, name="db")
app.add_typer(console, name="console")


def main() -> None:
    """The way in from the shell."""
    from bot.heap import whole_process

    with whole_process():
        app()


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the sandbox page is served.")] = 8080,
    data: Annotated[Path, typer.Option(help="Where the demo keeps its database.")] = Path(
        "demo-data"
    ),
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Try everything on this machine, without any account: sandbox, town, bot and page."""
    from bot.commands.giving_way import give_way

    give_way("bot.commands.demo", str(port), str(data), "browser" if browser else "")


@app.command()
def run() -> None:
    """Run the bot, its web server and its workers."""
    from bot.commands.run import run_bot
    from bot.commands.shell import carry_out

    carry_out(run_bot)


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="GeoJSON or CSV, also packed with gzip.")],
    report: Annotated[
        Path | None, typer.Option(help="Write every refused row and why into this file.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="What the file is written in, if it is guessed wrong.")
    ] = None,
    *,
    take_off_missing: Annotated[
        bool,
        typer.Option(
            "--take-off-missing",
            help="The file is the whole menu of each place in it: what it lacks is taken off.",
        ),
    ] = False,
) -> None:
    """Take merchants or menus from a file; ends with a report of what was refused and why."""
    from bot.commands.importing import import_merchants
    from bot.commands.shell import carry_out

    carry_out(lambda: import_merchants(file, report, encoding, whole=take_off_missing))


@app.command()
def seed() -> None:
    """Add an invented town of about 20 bookable merchants, for trying things out."""
    from bot.commands.seeding import seed_town
    from bot.commands.shell import carry_out

    carry_out(seed_town)


@app.command()
def merchants() -> None:
    """List id, name and state of each merchant, one a line, tab-separated, bookable first."""
    from bot.commands.listing import list_merchants
    from bot.commands.shell import carry_out

    carry_out(list_merchants)


@inviting.command("merchant")
def invite_merchant(
    merchant: Annotated[
        int,
        typer.Argument(metavar="ID", min=1, max=LARGEST_ID, help="See: hereabouts merchants."),
    ],
    role: Annotated[StaffRole, typer.Option(help="As what they will work there.")] = "owner",
) -> None:
    """Make a one-time link that makes the person who opens it staff of a merchant."""
    from bot.commands.inviting import invite_staff
    from bot.commands.shell import carry_out
    from people.rights import Role

    carry_out(lambda: invite_staff(merchant, Role(role)))


@inviting.command("operator")
def invite_operator(
    role: Annotated[
        MarketRole, typer.Option(help="As what they will run the market.")
    ] = "operator",
) -> None:
    """Make a one-time link that makes the person who opens it an operator."""
    from bot.commands.inviting import invite_operator as invite
    from bot.commands.shell import carry_out
    from people.rights import Role

    carry_out(lambda: invite(Role(role)))


@app.command()
def audit(
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="First recount seats, stock and stars that differ; never money."
        ),
    ] = False,
) -> None:
    """Prove every invariant on live data; exits with 0 when all hold, else with 1."""
    from bot.commands.auditing import prove
    from bot.commands.shell import carry_out

    carry_out(lambda: prove(repair=repair))


@app.command()
def settle(
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The last day to settle, as 2026-11-22; else up to now."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what is to be paid out here.")
    ] = None,
    again: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Settle nothing, list what was settled that day (UTC)."),
    ] = None,
) -> None:
    """Settle with every merchant: a statement for each, and a file of what is to be paid out."""
    from bot.commands.settling import settle_or_list
    from bot.commands.shell import carry_out

    carry_out(lambda: settle_or_list(until, again, csv))


@app.command()
def check() -> None:
    """Look at settings, database and Telegram, and say what is not as it should be."""
    from bot.commands.checking import look_around
    from bot.commands.shell import carry_out

    carry_out(look_around)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The copy to make; it must not exist yet.")],
) -> None:
    """Copy a SQLite database while the bot runs."""
    from bot.commands.backing_up import back_up
    from bot.commands.shell import carry_out

    carry_out(lambda: back_up(file))


@database.command()
def upgrade() -> None:
    """Bring the database's tables to what this version expects."""
    from bot.commands.database import upgrade_database
    from bot.commands.shell import carry_out

    carry_out(upgrade_database)


@console.command("operator")
def console_operator() -> None:
    """Sign in whoever has run the market longest; the link is good for ten minutes."""
    from bot.commands.console import sign_in_operator
    from bot.commands.shell import carry_out

    carry_out(sign_in_operator)


@console.command("merchant")
def console_merchant(
    merchant: Annotated[
        int,
        typer.Argument(metavar="ID", min=1, max=LARGEST_ID, help="See: hereabouts merchants."),
    ],
) -> None:
    """Sign in a merchant's longest-serving owner; the link is good for ten minutes."""
    from bot.commands.console import sign_in_owner
    from bot.commands.shell import carry_out

    carry_out(lambda: sign_in_owner(merchant))
