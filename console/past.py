"""What a page of changes says beside them: who made them, of which thing they tell, and its currency."""

from collections.abc import Iterable, Sequence
from typing import Any

from catalog import queries as catalog
from catalog.changes import ChangeView, Subject
from catalog.service_lists import services_by_id
from chat.turn import Turn
from people import queries
from wording.changed_fields import subject_words


def around(turn: Turn, merchant_id: int, shown: Sequence[ChangeView]) -> dict[str, Any]:
    """For the macro that lists them."""
    services = services_by_id(turn.connection, about(shown, Subject.SERVICE))
    resources = dict(catalog.resources_of(turn.connection, merchant_id))
    called = {
        Subject.SERVICE: {each.id: each.name for each in services.values()},
        Subject.RESOURCE: resources,
    }
    return {
        "changes": shown,
        "things": {
            each.id: called.get(each.subject, {}).get(each.subject_id or 0) for each in shown
        },
        "currencies": {each.id: each.currency for each in services.values()},
        "names": names_of(turn, shown),
        "subjects": {each: subject_words(turn, each) for each in Subject},
    }


def about(found: Iterable[ChangeView], subject: Subject) -> list[int]:
    return [each.subject_id or 0 for each in found if each.subject is subject]


def names_of(turn: Turn, found: Sequence[ChangeView]) -> dict[int, str]:
    """Who changed it, and of whom it tells."""
    ids = {each.by for each in found if each.by is not None} | set(about(found, Subject.STAFF))
    return {each.id: each.name for each in queries.persons(turn.connection, sorted(ids))}
