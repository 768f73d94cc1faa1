"""What was changed of a merchant: who, when, from what, to what."""

from collections.abc import Iterable

from catalog import changes
from catalog import queries as catalog
from catalog.changes import ChangeView, Subject
from catalog.service_lists import services_by_id
from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import our_shop, zone_of
from console.room import Room
from people import queries
from people.rights import Right
from wording.changed_fields import subject_words

room = Room()

PAGE = 50


@room.page("/m/{merchant}/history")
def history_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SHOP)
    found = changes.history(turn.connection, shop.id, PAGE + 1, ask.before())
    shown = found[:PAGE]
    services = services_by_id(turn.connection, _about(shown, Subject.SERVICE))
    resources = dict(catalog.resources_of(turn.connection, shop.id))
    called = {Subject.SERVICE: {each.id: each.name for each in services.values()}}
    called[Subject.RESOURCE] = resources
    values = {
        "shop": shop,
        "things": {
            each.id: called.get(each.subject, {}).get(each.subject_id or 0) for each in shown
        },
        "currencies": {each.id: each.currency for each in services.values()},
        "zone": zone_of(turn, shop),
        "changes": shown,
        "names": _names(turn, shown),
        "subjects": {each: subject_words(turn, each) for each in Subject},
        "before": shown[-1].id if len(found) > PAGE else None,
    }
    return View("merchant/history.html", values)


def _about(found: Iterable[ChangeView], subject: Subject) -> list[int]:
    return [each.subject_id or 0 for each in found if each.subject is subject]


def _names(turn: Turn, found: Iterable[ChangeView]) -> dict[int, str]:
    """Who changed it, and of whom it tells."""
    ids = {each.by for each in found if each.by is not None}
    ids |= {
        each.subject_id
        for each in found
        if each.subject is Subject.STAFF and each.subject_id is not None
    }
    return {each.id: each.name for each in queries.persons(turn.connection, sorted(ids))}
