"""What was changed of a merchant: who, when, from what to what, the latest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from catalog.changes import ChangeView, Subject, history
from catalog.closing import closure
from catalog.menu import own_menu
from catalog.queries import resources_of
from catalog.service_lists import services_by_id
from catalog.views import MerchantView
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import shortened
from handlers.merchant.actions import OpenMerchantSettings
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.hours import closure_words
from handlers.merchant.service_actions import OpenChanges
from handlers.names import called
from people.queries import persons
from people.rights import Right
from wording.changed_fields import changed_field, subject_words
from wording.changed_values import said

flow = Flow()

SHOWN = 5
FIELDS_SHOWN = 4
VALUE = 60
NAME = 40
ADDED = frozenset({Subject.SERVICE, Subject.ITEM, Subject.SECTION})


@dataclass(frozen=True, slots=True)
class Named:
    """What the changes that are shown speak of: people, things by what they are now called, currencies."""

    people: Mapping[int, str]
    things: Mapping[Subject, Mapping[int, str]]
    currencies: Mapping[tuple[Subject, int], str]


@flow.page(OpenChanges)
def changes_page(turn: Turn, press: OpenChanges) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    found = history(turn.connection, merchant.id, SHOWN + 1, press.before)
    shown = found[:SHOWN]
    named, zone = _named(turn, merchant, shown), zone_of(turn, merchant)
    return Screen(
        text=paragraphs(
            turn._("<b>Changes at {merchant}</b>", merchant=merchant.name),
            *(_change(turn, zone, each, named) for each in shown),
            None if shown else turn._("Nothing was changed yet."),
        ),
        rows=_paging(turn, press, merchant, shown, more=len(found) > SHOWN),
        back=OpenMerchantSettings(merchant.id),
    )


def _paging(
    turn: Turn,
    press: OpenChanges,
    merchant: MerchantView,
    shown: Sequence[ChangeView],
    *,
    more: bool,
) -> tuple[Row, ...]:
    latest = Button(turn._("‹ Latest"), OpenChanges(merchant.id))
    on = [Button(turn._("Next ›"), OpenChanges(merchant.id, shown[-1].id))] if more else []
    row = (*(() if press.before is None else (latest,)), *on)
    return (row,) if row else ()


def _named(turn: Turn, merchant: MerchantView, shown: Sequence[ChangeView]) -> Named:
    people = _names(turn, shown)
    services = services_by_id(turn.connection, _about(shown, Subject.SERVICE)).values()
    items = own_menu.briefly(turn.connection, _about(shown, Subject.ITEM))
    sections = own_menu.section_names(turn.connection, _about(shown, Subject.SECTION))
    places = {each.id: each.name or each.address for each in merchant.locations}
    several = places if len(places) > 1 else {}
    things = {
        Subject.SERVICE: {each.id: each.name for each in services},
        Subject.RESOURCE: dict(resources_of(turn.connection, merchant.id)),
        Subject.STAFF: people,
        Subject.ITEM: {each: name for each, (name, _) in items.items()},
        Subject.SECTION: sections,
        Subject.CLOSURE: _closures(turn, shown),
        Subject.HOURS: several,
        Subject.LOCATION: several,
        Subject.PICKUP: several,
        Subject.DELIVERY: several,
        Subject.AREA: several,
    }
    currencies = {(Subject.SERVICE, each.id): each.currency for each in services}
    currencies |= {(Subject.ITEM, each): currency for each, (_, currency) in items.items()}
    return Named(people, things, currencies)


def _closures(turn: Turn, shown: Sequence[ChangeView]) -> dict[int, str]:
    """By their days: of a closure that is decided anew, nothing else is told."""
    ids = set(_about(shown, Subject.CLOSURE))
    return {each: closure_words(turn, closure(turn.connection, each)) for each in ids}


def _about(shown: Iterable[ChangeView], subject: Subject) -> list[int]:
    return [each.subject_id or 0 for each in shown if each.subject is subject]


def _names(turn: Turn, shown: Sequence[ChangeView]) -> dict[int, str]:
    """Of those who changed something, and of colleagues about whom it was."""
    wanted = {each.by for each in shown if each.by is not None}
    everybody = sorted(wanted | set(_about(shown, Subject.STAFF)))
    return {each.id: called(turn, each.name) for each in persons(turn.connection, everybody)}


def _change(turn: Turn, zone: str, change: ChangeView, named: Named) -> Markup:
    who = (
        turn._("the market") if change.by is None else named.people.get(change.by, called(turn, ""))
    )
    thing = named.things.get(change.subject, {}).get(change.subject_id or 0)
    about = subject_words(turn, change.subject)
    currency = named.currencies.get((change.subject, change.subject_id or 0), turn.market.currency)
    return lines(
        turn._("<b>{when}</b> · {who}", when=turn.texts.stamp(change.at, zone), who=who),
        turn._("{kind}: {thing}", kind=about, thing=shortened(thing, NAME)) if thing else about,
        *_fields(turn, change, currency),
    )


def _fields(turn: Turn, change: ChangeView, currency: str) -> Iterator[Markup]:
    if not change.before and change.subject in ADDED:
        yield turn._("added")
        return
    named = list(dict.fromkeys((*change.before, *change.after)))
    for each in named[:FIELDS_SHOWN]:
        yield _field(turn, change, each, currency)
    left = len(named) - FIELDS_SHOWN
    if left > 0:
        yield turn.ngettext("and {number} more", "and {number} more", left)


def _field(turn: Turn, change: ChangeView, name: str, currency: str) -> Markup:
    before, after = (
        shortened(said(turn, change, name, each.get(name), currency), VALUE)
        for each in (change.before, change.after)
    )
    return turn._(
        "{field}: {before} → {after}",
        field=changed_field(turn, change, name),
        before=before,
        after=after,
    )
