"""Whose hours are meant: a location's, or those of one of its chairs, rooms or people."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from catalog.changes import Subject
from catalog.errors import LocationUnknown, ResourceUnknown
from catalog.models import locations, resources
from catalog.timetables import Premises
from people.rights import Right, require


@dataclass(frozen=True, slots=True)
class Whose:
    """A location, or with `resource_id` one of its resources."""

    location_id: int
    resource_id: int | None = None

    @property
    def subject(self) -> tuple[Subject, int]:
        """What a change of these hours is about."""
        if self.resource_id is None:
            return Subject.HOURS, self.location_id
        return Subject.RESOURCE, self.resource_id


@dataclass(frozen=True, slots=True)
class Grounds:
    """Of a location, whose it is and what its hours depend on."""

    merchant_id: int
    premises: Premises
    own_hours: bool


def grounds_of(connection: Connection, whose: Whose, *, lock: bool = False) -> Grounds:
    """With `lock` nobody takes seats there until the transaction ends; who is doing so is waited for."""
    row = connection.execute(location(lock), {"location": whose.location_id}).one_or_none()
    if row is None:
        raise LocationUnknown(whose.location_id)
    if whose.resource_id is not None:
        check_there(connection, whose.location_id, whose.resource_id)
    return Grounds(row.merchant_id, Premises.of(row), row.own_hours)


@cache
def location(lock: bool) -> Select[*tuple[Any, ...]]:
    query = select(locations).where(locations.c.id == bindparam("location"))
    return query.with_for_update() if lock else query


def check_there(connection: Connection, location_id: int, resource_id: int) -> None:
    wanted = {"resource": resource_id, "location": location_id}
    if connection.execute(resource_there(), wanted).first() is None:
        raise ResourceUnknown(resource_id)


@cache
def resource_there() -> Select[int]:
    columns = resources.c
    there = columns.location_id == bindparam("location")
    return select(columns.id).where(columns.id == bindparam("resource"), there)


def name_of(connection: Connection, whose: Whose) -> str | None:
    """What the chair, room or person is called; None where all of the place is meant."""
    if whose.resource_id is None:
        return None
    query = select(resources.c.name).where(resources.c.id == whose.resource_id)
    return connection.execute(query).scalar_one()


def ours(connection: Connection, whose: Whose, by: int) -> Grounds:
    """For whoever may change the shop; NoRight for everybody else."""
    grounds = grounds_of(connection, whose)
    require(connection, by, Right.SHOP, grounds.merchant_id)
    return grounds_of(connection, whose, lock=True)
