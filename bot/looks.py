"""Whom a page shows by name to whoever runs the market, written down before it is shown."""

from datetime import datetime

from sqlalchemy import Connection

from chat.screen import Screen
from people import looking
from people.looking import Look, Place


def record(connection: Connection, operator_id: int, screen: Screen, now: datetime) -> None:
    """Each person on the screen."""
    shown = [Look(each.person_id, Place(each.place), each.subject_id) for each in screen.shows]
    looking.record_all(connection, operator_id, shown, now)
