"""What was changed of a merchant: who, when, from what to what, the latest first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from catalog import queries as catalog
from catalog.changes import ChangeView, Subject, history
from catalog.service_lists import OwnService, services_by_id
from catalog.views import MerchantView
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import shortened
from handlers.merchant.actions import OpenMerchantSettings
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.service_actions import OpenChanges
from handlers.names import called
from people.queries import persons
from people.rights import Right
from wording.changed_fields import changed_field, subject_words
from wording.changed_values import Around, changed_value

flow = Flow()

SHOWN = 5
FIELDS_SHOWN = 4
VALUE = 60
NAME = 40


@flow.page(OpenChanges)
def changes_page(turn: Turn, press: OpenChanges) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    found = history(turn.connection, merchant.id, SHOWN + 1, press.before)
    shown = found[:SHOWN]
    names = _names(turn, shown)
    resources = dict(catalog.resources_of(turn.connection, merchant.id))
    things = services_by_id(
        turn.connection, [each.subject_id or 0 for each in shown if each.subject is Subject.SERVICE]
    )
    return Screen(
        text=paragraphs(
            turn._("<b>Changes at {merchant}</b>", merchant=merchant.name),
            *(_change(turn, merchant, each, names, (things, resources)) for each in shown),
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


def _names(turn: Turn, shown: Sequence[ChangeView]) -> dict[int, str]:
    wanted = list({each.by for each in shown if each.by is not None})
    return {each.id: called(turn, each.name) for each in persons(turn.connection, wanted)}


def _change(
    turn: Turn,
    merchant: MerchantView,
    change: ChangeView,
    names: Mapping[int, str],
    known: tuple[Mapping[int, OwnService], Mapping[int, str]],
) -> Markup:
    things, resources = known
    who = turn._("the market") if change.by is None else names.get(change.by, called(turn, ""))
    thing = things.get(change.subject_id or 0) if change.subject is Subject.SERVICE else None
    about = subject_words(turn, change.subject)
    currency = thing.currency if thing else turn.market.currency
    return lines(
        turn._(
            "<b>{when}</b> · {who}",
            when=turn.texts.stamp(change.at, zone_of(turn, merchant)),
            who=who,
        ),
        turn._("{kind}: {thing}", kind=about, thing=shortened(thing.name, NAME))
        if thing
        else about,
        *_fields(turn, change, Around(currency, resources)),
    )


def _fields(turn: Turn, change: ChangeView, around: Around) -> Iterator[Markup]:
    if not change.before and change.subject is Subject.SERVICE:
        yield turn._("added")
        return
    named = list(dict.fromkeys((*change.before, *change.after)))
    for each in named[:FIELDS_SHOWN]:
        yield _field(turn, change, each, around)
    left = len(named) - FIELDS_SHOWN
    if left > 0:
        yield turn.ngettext("and {number} more", "and {number} more", left)


def _field(turn: Turn, change: ChangeView, name: str, around: Around) -> Markup:
    def value(values: Mapping[str, Any]) -> str:
        words = changed_value(turn, change, name, values.get(name), around)
        return shortened(words.unescape(), VALUE)

    return turn._(
        "{field}: {before} → {after}",
        field=changed_field(turn, change, name),
        before=value(change.before),
        after=value(change.after),
    )
