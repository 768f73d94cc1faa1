"""What was changed of a merchant: who, when, from what to what, the latest first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from catalog.changes import ChangeView, Subject, history
from catalog.service_lists import OwnService, services_by_id
from catalog.views import MerchantView
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import shortened
from handlers.merchant.actions import OpenMerchantSettings
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.changed_words import field_words
from handlers.merchant.service_actions import OpenChanges
from handlers.names import called
from people.queries import persons
from people.rights import Right
from wording.changed_fields import subject_words

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
    things = services_by_id(
        turn.connection, [each.subject_id or 0 for each in shown if each.subject is Subject.SERVICE]
    )
    return Screen(
        text=paragraphs(
            turn._("<b>Changes at {merchant}</b>", merchant=merchant.name),
            *(_change(turn, merchant, each, names, things) for each in shown),
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
    things: Mapping[int, OwnService],
) -> Markup:
    who = turn._("the market") if change.by is None else names.get(change.by, called(turn, ""))
    thing = things.get(change.subject_id or 0) if change.subject is Subject.SERVICE else None
    about = subject_words(turn, change.subject)
    return lines(
        turn._(
            "<b>{when}</b> · {who}",
            when=turn.texts.stamp(change.at, zone_of(turn, merchant)),
            who=who,
        ),
        turn._("{kind}: {thing}", kind=about, thing=shortened(thing.name, NAME))
        if thing
        else about,
        *_fields(turn, change, thing.currency if thing else turn.market.currency),
    )


def _fields(turn: Turn, change: ChangeView, currency: str) -> Iterator[Markup]:
    if not change.before and change.subject is Subject.SERVICE:
        yield turn._("added")
        return
    named = list(dict.fromkeys((*change.before, *change.after)))
    for each in named[:FIELDS_SHOWN]:
        yield _field(turn, change, each, currency)
    left = len(named) - FIELDS_SHOWN
    if left > 0:
        yield turn.ngettext("and {number} more", "and {number} more", left)


def _field(turn: Turn, change: ChangeView, name: str, currency: str) -> Markup:
    def value(values: Mapping[str, Any]) -> Markup:
        return field_words(turn, change, name, values.get(name), currency)[1]

    return turn._(
        "{field}: {before} → {after}",
        field=field_words(turn, change, name, None, currency)[0],
        before=shortened(value(change.before), VALUE),
        after=shortened(value(change.after), VALUE),
    )
