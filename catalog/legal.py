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

Value = str | int | None


class LegalField(StrEnum):
    """What is asked of it; the tax rate stands for whatever has none of its own."""

    NAME = "name"
    ADDRESS = "address"
    TAX_NUMBER = "number"
    TAX_RATE = "rate"


@dataclass(frozen=True, slots=True)
class Length:
    """In characters, and where it stands."""

    column: str
    most: int
    least: int = 0


LENGTHS: Mapping[LegalField, Length] = MappingProxyType(
    {
        LegalField.NAME: Length("name", 120),
        LegalField.ADDRESS: Length("address", 200),
        LegalField.TAX_NUMBER: Length("tax_number", 40),
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


def said(entity: LegalEntity, field: LegalField) -> str:
    """One of its fields."""
    return str(getattr(entity, LENGTHS[field].column))


def usual_tax(connection: Connection, merchant_id: int) -> int | None:
    """The rate of what has none of its own, in basis points."""
    query = select(merchants.c.tax_basis_points).where(merchants.c.id == merchant_id)
    return connection.execute(query).scalar_one_or_none()


def is_given(connection: Connection, merchant_id: int, field: LegalField) -> bool:
    """Whether something was said of it."""
    if field is LegalField.TAX_RATE:
        return usual_tax(connection, merchant_id) is not None
    return bool(said(legal_entity(connection, merchant_id), field))


def value_of(merchant_id: int, field: LegalField, text: str) -> Value:
    """What was typed as it will stand; nothing typed is nothing. Raises the refusals of a field."""
    if field is not LegalField.TAX_RATE:
        return words(merchant_id, field, text, LENGTHS[field])
    if not text.strip():
        return None
    found = rate(text)
    if found is None:
        raise NumberUnreadable(merchant_id, field)
    check_rate(merchant_id, found)
    return found


def check_rate(merchant_id: int, basis_points: int) -> None:
    if not 0 <= basis_points <= MOST_BASIS_POINTS:
        raise NumberOutOfRange(merchant_id, LegalField.TAX_RATE, 0, MOST_BASIS_POINTS)


def give(
    connection: Connection,
    merchant_id: int,
    values: Mapping[LegalField, Value],
    by: int,
    now: datetime,
) -> None:
    """Some of them, as `value_of` read them; the others stay."""
    before = locked(connection, merchant_id, by)
    new = {LENGTHS[each].column: value for each, value in values.items() if each in LENGTHS}
    put(connection, merchant_id, before, LegalEntity(**asdict(before) | new), by, now)
    if LegalField.TAX_RATE in values:
        points = values[LegalField.TAX_RATE]
        assert points is None or isinstance(points, int), merchant_id
        set_usual_tax(connection, merchant_id, points, by, now)


def set_usual_tax(
    connection: Connection, merchant_id: int, basis_points: int | None, by: int, now: datetime
) -> None:
    """The rate of whatever has none of its own, from the next order on; what is ordered keeps its own."""
    if basis_points is not None:
        check_rate(merchant_id, basis_points)
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
