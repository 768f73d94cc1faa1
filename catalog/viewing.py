"""That somebody looks at services: which one is not kept, as only their number is asked for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert

from catalog.viewing_models import service_views
from database import ageing


def note(connection: Connection, person_id: int, now: datetime) -> None:
    """Once a day is enough: they are counted by the person."""
    connection.execute(insert(service_views), {"person_id": person_id, "at": now})


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Some of the oldest from before a moment."""
    return ageing.front(connection, service_views, service_views.c.at, moment, limit)


def forget(connection: Connection, ids: Sequence[int], _moment: datetime) -> int:
    """The days that they are counted in are reckoned by then."""
    return ageing.drop(connection, service_views, ids)
