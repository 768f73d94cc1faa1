"""A place that somebody is adding, as far as they described it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from catalog.application_models import applications
from catalog.categories import Category, known_category
from catalog.errors import ApplicationUnknown
from database.point import Point


class Part(StrEnum):
    """What is asked for, one after the other, once it has a name."""

    CATEGORY = "category"
    PLACE = "place"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Application:
    """`place` is what was typed; without a `point` it may be several. With a claim it was asked for."""

    id: int
    name: str
    category: Category | None
    point: Point | None
    place: str | None
    address: str | None
    claim_id: int | None

    @property
    def missing(self) -> Part | None:
        """What comes next; None when it can be asked for."""
        parts = {
            Part.CATEGORY: self.category,
            Part.PLACE: self.point,
            Part.ADDRESS: self.address,
        }
        return next((part for part, said in parts.items() if said is None), None)


def recall(connection: Connection, application_id: int, person_id: int) -> Application:
    """Raises ApplicationUnknown for nobody's or somebody else's."""
    theirs = (applications.c.id == application_id, applications.c.person_id == person_id)
    row = connection.execute(select(applications).where(*theirs)).one_or_none()
    if row is None:
        raise ApplicationUnknown(application_id)
    return view(row)


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
        claim_id=row.claim_id,
    )
