"""A place that somebody is adding, as far as they described it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from catalog.application_models import applications
from catalog.categories import Category, known_category
from catalog.errors import ApplicationUnknown
from catalog.keeping import DAYS, Week
from catalog.typed_hours import spans_of
from database.point import Point


class Part(StrEnum):
    """What is asked for, one after the other, once it has a name."""

    CATEGORY = "category"
    PLACE = "place"
    ADDRESS = "address"
    HOURS = "hours"
    SERVICE = "service"
    DURATION = "duration"
    PRICE = "price"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class FirstService:
    """What it offers first; without a name none yet.

    `minutes` and `price` are None until they were said, `minutes` 0 where it has no fixed time.
    """

    name: str = ""
    minutes: int | None = None
    price: int | None = None
    currency: str = ""

    @property
    def whole(self) -> bool:
        return bool(self.name) and self.minutes is not None and self.price is not None


@dataclass(frozen=True, slots=True)
class Application:
    """`place` is what was typed; without a `point` it may be several. With a claim it was asked for.

    None is not said yet; an empty `week` or `photo`, a service without a name: left for later.
    `apart` is whether its applicant said that it is none of those nearby that look like it.
    """

    id: int
    name: str
    category: Category | None
    point: Point | None
    place: str | None
    address: str | None
    week: Week | None
    service: FirstService | None
    photo: str | None
    apart: bool
    claim_id: int | None

    @property
    def missing(self) -> Part | None:
        """What comes next; None when it can be asked for."""
        service = self.service
        parts = {
            Part.CATEGORY: self.category is None,
            Part.PLACE: self.point is None,
            Part.ADDRESS: self.address is None,
            Part.HOURS: self.week is None,
            Part.SERVICE: service is None,
            Part.DURATION: service and service.name and service.minutes is None,
            Part.PRICE: service and service.name and service.price is None,
            Part.PHOTO: self.photo is None,
        }
        return next((part for part, lacks in parts.items() if lacks), None)


def recall(connection: Connection, application_id: int, person_id: int) -> Application:
    """Raises ApplicationUnknown for nobody's or somebody else's."""
    given = {"application": application_id, "person": person_id}
    row = connection.execute(recalling(), given).one_or_none()
    if row is None:
        raise ApplicationUnknown(application_id)
    return view(row)


@cache
def recalling() -> Select[*tuple[Any, ...]]:
    return select(applications).where(
        applications.c.id == bindparam("application"),
        applications.c.person_id == bindparam("person"),
    )


def draft_of(connection: Connection, person_id: int) -> Application | None:
    """The one that a person began and has not asked for."""
    theirs = (applications.c.person_id == person_id, applications.c.claim_id.is_(None))
    row = connection.execute(select(applications).where(*theirs)).one_or_none()
    return None if row is None else view(row)


def view(row: Row[*tuple[Any, ...]]) -> Application:
    known = row.latitude is not None and row.longitude is not None
    return Application(
        id=row.id,
        name=row.name,
        category=None if row.category is None else known_category(row.category),
        point=Point(row.latitude, row.longitude) if known else None,
        place=row.place,
        address=row.address,
        week=None if row.week is None else week_from(row.week),
        service=None if row.service is None else FirstService(**row.service),
        photo=row.photo,
        apart=row.apart,
        claim_id=row.claim_id,
    )


def week_from(kept: Mapping[str, str]) -> Week:
    return {DAYS.index(day): spans_of(text) for day, text in kept.items()}
