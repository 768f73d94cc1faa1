"""What a page of changes says beside them: who made them, of which thing they tell, and its currency."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalog import queries as catalog
from catalog.changes import ChangeView, Subject
from catalog.menu import own_menu
from catalog.service_lists import OwnService, services_by_id
from chat.turn import Turn
from people import queries
from wording.changed_fields import subject_words


def around(turn: Turn, merchant_id: int, shown: Sequence[ChangeView]) -> dict[str, Any]:
    """For the macro that lists them."""
    services = services_by_id(turn.connection, about(shown, Subject.SERVICE))
    resources = dict(catalog.resources_of(turn.connection, merchant_id))
    items = own_menu.briefly(turn.connection, about(shown, Subject.ITEM))
    sections = own_menu.section_names(turn.connection, about(shown, Subject.SECTION))
    called = {
        Subject.SERVICE: {each.id: each.name for each in services.values()},
        Subject.RESOURCE: resources,
        Subject.ITEM: {each: name for each, (name, _) in items.items()},
        Subject.SECTION: sections,
    }
    return {
        "changes": shown,
        "things": {
            each.id: called.get(each.subject, {}).get(each.subject_id or 0) for each in shown
        },
        "currencies": {
            each.id: priced_in(each, services, items) or turn.market.currency for each in shown
        },
        "names": names_of(turn, shown),
        "subjects": {each: subject_words(turn, each) for each in Subject},
    }


def priced_in(
    change: ChangeView,
    services: Mapping[int, OwnService],
    items: Mapping[int, tuple[str, str]],
) -> str | None:
    """The currency of what was changed; None of what has none."""
    thing = change.subject_id or 0
    if change.subject is Subject.SERVICE and thing in services:
        return services[thing].currency
    return items[thing][1] if change.subject is Subject.ITEM and thing in items else None


def about(found: Iterable[ChangeView], subject: Subject) -> list[int]:
    return [each.subject_id or 0 for each in found if each.subject is subject]


def names_of(turn: Turn, found: Sequence[ChangeView]) -> dict[int, str]:
    """Who changed it, and of whom it tells."""
    ids = {each.by for each in found if each.by is not None} | set(about(found, Subject.STAFF))
    return {each.id: each.name for each in queries.persons(turn.connection, sorted(ids))}
