"""A merchant's own guests at the desk: found, told apart, noted of, and taken along as a file."""

import csv
from datetime import timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from chat.turn import Turn
from console.asking import Again, Ask, File, NotHere, View
from console.authorising import our_shop, zone_of
from console.keyset import EPOCH, MICROSECOND, marked
from console.room import Room
from database.cells import harmless
from orders import BehindGuest, GuestCard, GuestKind, GuestLine, notebook, noting, regulars
from orders.errors import NotYourGuest, TagsUnfit
from people.rights import Right

room = Room()

PAGE = 50
LIST = "/m/{merchant}/guests"
GUEST = LIST + "/{guest}"
CSV = "text/csv"
COLUMNS = ("guest", "name", "visits", "last_visit", "tags", "note")


@room.page(LIST)
def guests_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.GUESTS)
    kind, words = kind_of(ask), ask.text("q")
    found = regulars.guests(
        turn.connection,
        shop.id,
        kind,
        turn.now,
        limit=PAGE + 1,
        words=words,
        behind=_behind(ask.query.get("behind", "")),
    )
    values = {
        "shop": shop,
        "zone": zone_of(turn, shop),
        "kind": kind,
        "kinds": kinds(turn),
        "words": words,
        "guests": found[:PAGE],
        "notes": notebook.notes_of(turn.connection, shop.id, [each.guest_id for each in found]),
        "behind": _mark(found[PAGE - 1]) if len(found) > PAGE else None,
        "often": regulars.OFTEN,
        "long": regulars.LONG // timedelta(days=1),
    }
    return View("merchant/guests.html", values)


def kind_of(ask: Ask) -> GuestKind:
    wanted = ask.query.get("show", "")
    return GuestKind(wanted) if wanted in set(GuestKind) else GuestKind.ALL


def kinds(turn: Turn) -> list[tuple[GuestKind, str]]:
    """What they are called."""
    return [
        (GuestKind.ALL, turn._("All")),
        (GuestKind.REGULARS, turn._("Regulars")),
        (GuestKind.AWAY, turn._("Away")),
    ]


def _mark(guest: GuestLine) -> str:
    if guest.last_visit is None:
        return str(guest.guest_id)
    return f"{guest.guest_id}.{(guest.last_visit - EPOCH) // MICROSECOND}"


def _behind(given: str) -> BehindGuest | None:
    found = marked(given)
    return None if found is None else BehindGuest(*found)


@room.page(f"{LIST}/file")
def guests_file(turn: Turn, ask: Ask) -> File:
    """All of them, for a program that writes letters."""
    shop = our_shop(turn, ask, Right.GUESTS)
    place = ZoneInfo(zone_of(turn, shop))
    notes = notebook.notes_of(turn.connection, shop.id)
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for each in regulars.guests(turn.connection, shop.id, GuestKind.ALL, turn.now, limit=None):
        note, last = notebook.note_of(notes, each.guest_id), each.last_visit
        rows.writerow(
            (
                each.guest_id,
                harmless(each.name),
                each.visits,
                "" if last is None else last.astimezone(place).date().isoformat(),
                harmless(", ".join(note.tags)),
                harmless(note.words),
            )
        )
    return File(CSV, file.getvalue().encode("utf-8-sig"), "guests.csv")


@room.page(GUEST)
def guest_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.GUESTS)
    values = {
        "shop": shop,
        "guest": _card(turn, ask),
        "zone": zone_of(turn, shop),
        "ask": ask,
        "longest": noting.LONGEST,
    }
    return View("merchant/guest.html", values)


def _card(turn: Turn, ask: Ask) -> GuestCard:
    try:
        return regulars.card(turn.connection, ask.place["merchant"], ask.place["guest"], turn.now)
    except NotYourGuest as error:
        raise NotHere from error


@room.move(f"{GUEST}/note")
def note(turn: Turn, ask: Ask) -> str:
    """Both in one form; nothing in either of them is nothing noted."""
    shop = our_shop(turn, ask, Right.GUESTS)
    guest = _card(turn, ask).guest_id
    words, tags = ask.form.get("words", "").strip(), ask.form.get("tags", "")
    if len(words) > noting.LONGEST:
        longest = turn.texts.number(noting.LONGEST)
        raise Again(
            guest_page,
            {
                "words": turn._(
                    "That's too long; the limit is {longest} characters. Please shorten it.",
                    longest=longest,
                )
            },
        )
    by = turn.person.id
    if not words and not noting.tags_in(tags):
        noting.clear(turn.connection, shop.id, guest, by=by)
    else:
        noting.note(turn.connection, shop.id, guest, words, by=by, now=turn.now)
        try:
            noting.tag(turn.connection, shop.id, guest, tags, by=by, now=turn.now)
        except TagsUnfit as error:
            raise Again(guest_page, {"tags": error}) from error
    return GUEST.format(**ask.place) + "?saved=1"
