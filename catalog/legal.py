"""A merchant says who it is by law and which tax its prices include, as its receipts will have it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import Connection, insert, select

from catalog import changing
from catalog.changes import Change, Subject, record
from catalog.errors import MerchantUnknown, NumberOutOfRange, NumberUnreadable
from catalog.legal_models import legal_entities
from catalog.models import merchants
from catalog.typed_values import rate, words
from people.rights import Right, require

MOST_BASIS_POINTS = 10_000


class LegalField(StrEnum):
    """What is asked of it; the tax rate stands for whatever has none of its own."""

    NAME = "name"
    ADDRESS = "address"
    TAX_NUMBER = "tax_number"
    TAX_RATE = "tax_basis_points"


@dataclass(frozen=True, slots=True)
class Length:
    """In characters."""

    most: int
    least: int = 0


LENGTHS: Mapping[LegalField, Length] = MappingProxyType(
    {
        LegalField.NAME: Length(120),
        LegalField.ADDRESS: Length(200),
        LegalField.TAX_NUMBER: Length(40),
    }
)


@dataclass(frozen=True, slots=True)
class LegalEntity:
    """Who sells; empty where that was not said."""

    name: str = ""
    address: str = ""
    tax_number: str = ""


def legal_entity(connection: Connection, merchant_id: int) -> LegalEntity:
    """As it is now."""
    table = legal_entities.c
    query = select(table.name, table.address, table.tax_number)
    query = query.where(table.merchant_id == merchant_id).order_by(table.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return LegalEntity() if row is None else LegalEntity(*row)


def usual_tax(connection: Connection, merchant_id: int) -> int | None:
    """The rate of what has none of its own, in basis points."""
    query = select(merchants.c.tax_basis_points).where(merchants.c.id == merchant_id)
    return connection.execute(query).scalar_one_or_none()


def give(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection, merchant_id: int, field: LegalField, text: str, by: int, now: datetime
) -> None:
    """One of them, as it was typed; nothing typed is nothing. Raises the refusals of a field."""
    if field is LegalField.TAX_RATE:
        set_usual_tax(connection, merchant_id, rate_typed(merchant_id, text), by, now)
        return
    value = words(merchant_id, field, text, LENGTHS[field])
    before = locked(connection, merchant_id, by)
    put(connection, merchant_id, before, LegalEntity(**asdict(before) | {field: value}), by, now)


def rate_typed(merchant_id: int, text: str) -> int | None:
    if not text.strip():
        return None
    found = rate(text)
    if found is None:
        raise NumberUnreadable(merchant_id, LegalField.TAX_RATE)
    return found


def set_usual_tax(
    connection: Connection, merchant_id: int, basis_points: int | None, by: int, now: datetime
) -> None:
    """The rate of whatever has none of its own, from the next order on; what is ordered keeps its own."""
    if basis_points is not None and not 0 <= basis_points <= MOST_BASIS_POINTS:
        raise NumberOutOfRange(merchant_id, LegalField.TAX_RATE, 0, MOST_BASIS_POINTS)
    changing.change(connection, merchant_id, by, now, tax_basis_points=basis_points)


def locked(connection: Connection, merchant_id: int, by: int) -> LegalEntity:
    """As it is, for somebody who may change it: of two who do, one follows the other."""
    here = select(merchants.c.id).where(merchants.c.id == merchant_id)
    if connection.execute(here.with_for_update(key_share=True)).first() is None:
        raise MerchantUnknown(merchant_id)
    require(connection, by, Right.SHOP, merchant_id)
    return legal_entity(connection, merchant_id)


def put(  # noqa: PLR0917 - before and after
    connection: Connection,
    merchant_id: int,
    before: LegalEntity,
    after: LegalEntity,
    by: int,
    now: datetime,
) -> None:
    old, new = asdict(before), asdict(after)
    differing = [name for name in new if old[name] != new[name]]
    if not differing:
        return
    row = {"merchant_id": merchant_id, **new, "made_by": by, "made_at": now}
    connection.execute(insert(legal_entities).values(**row))
    was, is_ = ({name: each[name] for name in differing} for each in (old, new))
    record(connection, Change(merchant_id, by, Subject.LEGAL, None, was, is_), now)
