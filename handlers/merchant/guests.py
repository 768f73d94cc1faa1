"""A merchant's own guests: who comes often, who stays away, and what is noted of each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.layout import columns, dotted, leafing, shortened
from handlers.merchant.actions import OpenDesk, OpenGuest, OpenGuests
from handlers.merchant.authorising import our_merchant, require_staff, zone_of
from handlers.names import called
from orders import GuestCard, GuestKind, GuestLine, noting, regulars
from people.rights import Right

flow = Flow()

LISTED = 10
NAME = 30


@dataclass(frozen=True, slots=True)
class AskNote(Page):
    """Ask what is to be noted of a guest."""

    code = "gnote"
    merchant: int
    guest: int


@dataclass(frozen=True, slots=True)
class NoteGuest(Move):
    """Note it, instead of what was noted before."""

    code = "gnoted"
    answers_links = True
    merchant: int
    guest: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class AskTags(Page):
    """Ask for the words by which a guest is found."""

    code = "gtags"
    merchant: int
    guest: int


@dataclass(frozen=True, slots=True)
class TagGuest(Move):
    """These are the words, instead of those of before."""

    code = "gtagged"
    answers_links = True
    merchant: int
    guest: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class ClearNotes(Move):
    """Nothing is noted of a guest any more."""

    code = "gclear"
    merchant: int
    guest: int


@flow.page(OpenGuests)
def guests_page(turn: Turn, press: OpenGuests) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.GUESTS)
    kind = _kind(press)
    found = regulars.guests(
        turn.connection,
        merchant.id,
        kind,
        turn.now,
        limit=LISTED + 1,
        offset=press.page * LISTED,
    )
    if press.page and not found:
        raise PageOutdated(replace(press, page=0))
    zone = zone_of(turn, merchant)
    return Screen(
        text=paragraphs(
            turn._("<b>Guests of {merchant}</b>", merchant=merchant.name),
            _meaning(turn, kind),
            None if found else turn._("Nobody yet."),
        ),
        rows=(
            *columns(1, (_line(turn, merchant.id, zone, each) for each in found[:LISTED])),
            *leafing(
                turn,
                press.page,
                lambda page: replace(press, page=page),
                more=len(found) > LISTED,
            ),
            tuple(_kinds(turn, merchant.id, kind)),
        ),
        back=OpenDesk(merchant.id),
    )


def _kind(press: OpenGuests) -> GuestKind:
    if press.kind not in tuple(GuestKind):
        raise PageOutdated(OpenGuests(press.merchant))
    return GuestKind(press.kind)


def _kinds(turn: Turn, merchant_id: int, shown: GuestKind) -> Iterable[Button]:
    names = {
        GuestKind.ALL: turn._("All"),
        GuestKind.REGULARS: turn._("⭐ Regulars"),
        GuestKind.AWAY: turn._("💤 Away"),
    }
    for kind, name in names.items():
        if kind is not shown:
            yield Button(name, OpenGuests(merchant_id, kind))


def _meaning(turn: Turn, kind: GuestKind) -> Markup | None:
    match kind:
        case GuestKind.REGULARS:
            return turn._("Those who came {number} times or more.", number=regulars.OFTEN)
        case GuestKind.AWAY:
            return turn._("Those who have not come for {number} days.", number=regulars.LONG.days)
        case GuestKind.ALL:
            return None


def _line(turn: Turn, merchant_id: int, zone: str, guest: GuestLine) -> Button:
    name = shortened(called(turn, guest.name), NAME)
    visits = turn.ngettext("{number} visit", "{number} visits", guest.visits)
    facts: list[str] = [name, visits]
    if guest.last_visit is not None:
        facts.append(turn.texts.full_day(guest.last_visit.astimezone(ZoneInfo(zone)).date()))
    label = dotted(facts)
    return Button(label, OpenGuest(merchant_id, guest.guest_id))


@flow.page(OpenGuest)
def guest_page(turn: Turn, press: OpenGuest) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.GUESTS)
    guest = regulars.card(turn.connection, merchant.id, press.guest, turn.now)
    return Screen(
        text=paragraphs(
            turn._("<b>👤 {name}</b>", name=called(turn, guest.name)),
            _figures(turn, guest, zone_of(turn, merchant)),
            turn._("🏷 {tags}", tags=turn.texts.listed(guest.tags)) if guest.tags else None,
            turn._("📝 {words}", words=guest.words) if guest.words else None,
        ),
        rows=_keys(turn, press, guest),
        back=OpenGuests(merchant.id),
    )


def _keys(turn: Turn, press: OpenGuest, guest: GuestCard) -> tuple[Row, ...]:
    clear = Button(turn._("Clear notes"), ClearNotes(press.merchant, press.guest))
    return (
        (
            Button(turn._("📝 Note"), AskNote(press.merchant, press.guest)),
            Button(turn._("🏷 Tags"), AskTags(press.merchant, press.guest)),
        ),
        *(((clear,),) if guest.words or guest.tags else ()),
    )


def _figures(turn: Turn, guest: GuestCard, zone: str) -> Markup:
    return lines(
        turn.ngettext("{number} visit", "{number} visits", guest.visits),
        *(
            turn._("Spent: {amount}", amount=turn.texts.money(each.amount, each.currency))
            for each in guest.spent
        ),
        turn._("Did not come: {number}", number=turn.texts.number(guest.no_shows))
        if guest.no_shows
        else None,
        turn._("Last visit: {day}", day=turn.texts.stamp(guest.last_visit, zone))
        if guest.last_visit
        else None,
        turn._("Next visit: {day}", day=turn.texts.day_and_time(guest.next_visit, zone))
        if guest.next_visit
        else None,
    )


@flow.page(AskNote)
def ask_note_page(turn: Turn, press: AskNote) -> Screen:
    guest = _guest(turn, press.merchant, press.guest)
    return Screen(
        text=paragraphs(
            turn._("<b>📝 Note on {name}</b>", name=called(turn, guest.name)),
            guest.words or None,
            turn._("Type what your team should know. The guest can read it in their data export."),
        ),
        back=OpenGuest(press.merchant, press.guest),
        asks=NoteGuest(press.merchant, press.guest),
    )


@flow.page(AskTags)
def ask_tags_page(turn: Turn, press: AskTags) -> Screen:
    guest = _guest(turn, press.merchant, press.guest)
    return Screen(
        text=paragraphs(
            turn._("<b>🏷 Tags for {name}</b>", name=called(turn, guest.name)),
            turn.texts.listed(guest.tags) if guest.tags else None,
            turn._(
                "Type one or more words with commas between them, such as: vegan, likes window seats"
            ),
        ),
        back=OpenGuest(press.merchant, press.guest),
        asks=TagGuest(press.merchant, press.guest),
    )


def _guest(turn: Turn, merchant_id: int, guest_id: int) -> GuestCard:
    require_staff(turn, merchant_id, Right.GUESTS)
    return regulars.card(turn.connection, merchant_id, guest_id, turn.now)


@flow.move(NoteGuest)
def note_guest(turn: Turn, press: NoteGuest) -> Page:
    require_staff(turn, press.merchant, Right.GUESTS)
    words = fitting(press.text, noting.LONGEST, AskNote(press.merchant, press.guest))
    if words:
        noting.note(
            turn.connection, press.merchant, press.guest, words, by=turn.person.id, now=turn.now
        )
    return OpenGuest(press.merchant, press.guest)


@flow.move(TagGuest)
def tag_guest(turn: Turn, press: TagGuest) -> Page:
    require_staff(turn, press.merchant, Right.GUESTS)
    if press.text.strip():
        noting.tag(
            turn.connection,
            press.merchant,
            press.guest,
            press.text,
            by=turn.person.id,
            now=turn.now,
        )
    return OpenGuest(press.merchant, press.guest)


@flow.move(ClearNotes)
def clear_notes(turn: Turn, press: ClearNotes) -> Page:
    require_staff(turn, press.merchant, Right.GUESTS)
    noting.clear(turn.connection, press.merchant, press.guest, by=turn.person.id)
    return OpenGuest(press.merchant, press.guest)
