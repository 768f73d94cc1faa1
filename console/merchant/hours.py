"""The week of a place or of one of its chairs, rooms and people, and the days that differ."""

from datetime import date, timedelta

from catalog import closing, keeping
from catalog.errors import HoursUnreadable, NoDayLeft, NotClosable
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, Problem, View
from console.authorising import our_shop
from console.merchant.grounds import PLACE, RESOURCE, Ours, grounds
from console.merchant.week_form import (
    WEEKDAYS,
    changed_days,
    day_form,
    read_spans,
    week_form,
)
from console.room import Room
from orders import clearing
from people.rights import Right

room = Room()

FURTHEST = timedelta(days=3 * 366)
WORKDAYS = range(5)


@room.page("/m/{merchant}/hours")
def places_page(turn: Turn, ask: Ask) -> View:
    """Of the first place; the others are on its page."""
    shop = our_shop(turn, ask, Right.SHOP)
    if not shop.locations:
        raise NotHere
    return _week(turn, ask, Ours(shop, shop.locations[0], None))


@room.page(f"{PLACE}/hours")
@room.page(f"{RESOURCE}/hours")
def hours_page(turn: Turn, ask: Ask) -> View:
    return _week(turn, ask, grounds(turn, ask))


def _week(turn: Turn, ask: Ask, here: Ours) -> View:
    day = here.today(turn)
    week = keeping.week_of(turn.connection, here.whose, turn.now)
    values = {
        "shop": here.shop,
        "here": here,
        "ask": ask,
        "today": day,
        "days": week_form(turn, ask, week),
        "own": keeping.has_own_week(turn.connection, here.whose),
        "undo": keeping.last_change(turn.connection, here.whose, turn.person.id),
        "closures": closing.closures_of(turn.connection, here.whose, day),
        "specials": closing.specials(turn.connection, here.whose, day, day + FURTHEST),
    }
    return View("merchant/hours.html", values)


@room.move(f"{PLACE}/hours/save")
@room.move(f"{RESOURCE}/hours/save")
def save(turn: Turn, ask: Ask) -> str:
    """With `copy` every day, or every one from Monday to Friday, has what is typed for Monday."""
    here = grounds(turn, ask)
    errors: dict[str, Problem] = {}
    days = dict(changed_days(ask, errors))
    copied = {"all": WEEKDAYS, "work": WORKDAYS}.get(ask.form.get("copy", ""), ())
    if copied and "day-0" not in errors:
        monday = read_spans(ask, "0")
        days |= dict.fromkeys(copied, monday)
        errors = {name: each for name, each in errors.items() if int(name[-1]) not in copied}
    if errors:
        raise Again(hours_page, errors)
    try:
        keeping.set_week(turn.connection, here.whose, days, turn.person.id, turn.now)
    except NoDayLeft as error:
        raise Again(hours_page, {"week": error}) from error
    return f"{here.base}/hours?saved=1"


@room.move(f"{PLACE}/hours/undo")
@room.move(f"{RESOURCE}/hours/undo")
def undo(turn: Turn, ask: Ask) -> str:
    here = grounds(turn, ask)
    whose, change = keeping.week_changed(turn.connection, ask.number("change"))
    if whose != here.whose:
        raise NotHere
    keeping.undo(turn.connection, change.id, turn.person.id, turn.now)
    return f"{here.base}/hours?saved=1"


@room.move(f"{RESOURCE}/hours/follow")
def follow(turn: Turn, ask: Ask) -> str:
    """From now on it works whenever its place is open."""
    here = grounds(turn, ask)
    keeping.follow_place(turn.connection, here.whose, turn.person.id, turn.now)
    return f"{here.base}/hours?saved=1"


def day_of(ask: Ask, name: str = "day") -> date | None:
    """A day as a browser writes it; None for anything else."""
    text = ask.form.get(name) or ask.query.get(name, "")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@room.page(f"{PLACE}/special")
@room.page(f"{RESOURCE}/special")
def special_page(turn: Turn, ask: Ask) -> View:
    """Other hours on one day."""
    here, day = grounds(turn, ask), day_of(ask)
    kept = None if day is None else closing.special(turn.connection, here.whose, day)
    values = {
        "shop": here.shop,
        "here": here,
        "ask": ask,
        "day": day,
        "today": here.today(turn),
        "kept": kept,
        "form": day_form(ask, "x", "", kept or ()),
        "outside": 0
        if day is None or kept is None
        else clearing.outside(turn.connection, here.whose, day, turn.now),
    }
    return View("merchant/special.html", values)


@room.move(f"{PLACE}/special/save")
@room.move(f"{RESOURCE}/special/save")
def set_special(turn: Turn, ask: Ask) -> str:
    here, day = grounds(turn, ask), day_of(ask)
    errors: dict[str, Problem] = {}
    if day is None:
        errors["day"] = str(turn._("That doesn't look like a day."))
    try:
        spans = read_spans(ask, "x")
    except HoursUnreadable as error:
        errors["day-x"] = error
    if errors:
        raise Again(special_page, errors)
    assert day is not None
    try:
        closing.set_special(turn.connection, here.whose, day, spans, turn.person.id, turn.now)
    except NotClosable as error:
        raise Again(special_page, {"day": error}) from error
    return f"{here.base}/special?day={day.isoformat()}&saved=1"


@room.move(f"{PLACE}/special/drop")
@room.move(f"{RESOURCE}/special/drop")
def drop_special(turn: Turn, ask: Ask) -> str:
    here, day = grounds(turn, ask), day_of(ask)
    if day is None:
        raise NotHere
    closing.drop_special(turn.connection, here.whose, day, turn.person.id, turn.now)
    return f"{here.base}/hours?saved=1"
