"""Merchants brought in by a file: sent, read in the background, and what was taken and refused of it."""

from collections.abc import Mapping

from catalog import import_files
from catalog.candidate import Reason
from catalog.errors import FileRefused
from catalog.import_files import ImportFile
from chat.turn import Turn
from console.asking import Again, Ask, File, NotHere, View
from console.authorising import for_market
from console.market.refusal_words import reason_words
from console.room import Room
from people.rights import Right

room = Room()

PAGE = 25
SHOWN = 30
IMPORTS = "/market/imports"
IMPORT = "/market/imports/{file}"


@room.page(IMPORTS)
def imports_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.ADMIT)
    found = import_files.latest(turn.connection, PAGE + 1, ask.before())
    values = {
        "files": found[:PAGE],
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
        "kinds": import_files.SUFFIXES,
        "largest": import_files.LARGEST // 1024**2,
    }
    return View("market/imports.html", values)


@room.move(f"{IMPORTS}/send", file=True)
def send(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.ADMIT)
    name, content = ("", b"") if ask.file is None else (ask.file.name, ask.file.content)
    try:
        made = import_files.send(turn.connection, name, content, turn.person.id, turn.now)
    except FileRefused as error:
        raise Again(imports_page, {"file": error}) from error
    return IMPORT.format(file=made)


@room.page(IMPORT)
def import_page(turn: Turn, ask: Ask) -> View:
    file = _found(turn, ask)
    rows = import_files.refused_of(turn.connection, file.id)
    words = reason_words(turn)
    values = {
        "file": file,
        "report": file.report or {},
        "kinds": [(words[Reason(each)], number) for each, number in _refused(file).items()],
        "rows": [
            (where, name, words[Reason(each)], what) for where, name, each, what in rows[:SHOWN]
        ],
        "more": len(rows) - SHOWN,
        "downloads": bool(rows),
    }
    return View("market/import.html", values)


@room.page(f"{IMPORT}/refused")
def refused_file(turn: Turn, ask: Ask) -> File:
    """The lines that were refused, to be mended and sent again."""
    file = _found(turn, ask)
    rows = import_files.refused_of(turn.connection, file.id)
    return File("text/csv", import_files.as_csv(rows), f"refused-{file.id}.csv")


def _refused(file: ImportFile) -> Mapping[str, int]:
    found: Mapping[str, int] = (file.report or {}).get("refused", {})
    return found


def _found(turn: Turn, ask: Ask) -> ImportFile:
    for_market(turn, Right.ADMIT)
    file = import_files.one(turn.connection, ask.place["file"])
    if file is None:
        raise NotHere
    return file
