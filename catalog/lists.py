"""Lists of merchants and claims: a guest's favourites, the operator's pages, the command line's."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, or_, select

from catalog.applied import APPLIED, never_approved
from catalog.categories import known_category
from catalog.models import claims, favourites, locations, merchants
from catalog.views import ClaimView, MerchantLine, MerchantState
from catalog.wording import folded
from people.models import people


def merchants_for_operator(
    connection: Connection,
    *,
    state: MerchantState | None = None,
    words: str = "",
    limit: int = 20,
    offset: int = 0,
) -> list[MerchantLine]:
    """All merchants of a state, by name or part of it, bookable first, then by id.

    Not those that are to be approved, or were not: they stand in their claims.
    """
    statement = lines().order_by(bookable().desc(), merchants.c.id).limit(limit).offset(offset)
    if state is not None:
        statement = statement.where(merchants.c.state == state)
    for word in folded(words):
        statement = statement.where(named(word))
    return read(connection, statement)


def all_merchants(connection: Connection, *, after: int = 0, limit: int = 1000) -> list[int]:
    """The ids of merchants behind `after`, in order: for going through all of them in pieces."""
    column = merchants.c.id
    wanted = select(column).where(column > after).order_by(column).limit(limit)
    return list(connection.execute(wanted).scalars())


def names(connection: Connection, merchant_ids: Sequence[int]) -> dict[int, str]:
    """What these merchants are called, by id."""
    query = select(merchants.c.id, merchants.c.name).where(merchants.c.id.in_(merchant_ids))
    return {row.id: row.name for row in connection.execute(query)}


def favourites_of(connection: Connection, person_id: int) -> list[MerchantLine]:
    """The merchants that a guest marked, the latest first; suspended ones are left out."""
    statement = (
        lines()
        .join(favourites, favourites.c.merchant_id == merchants.c.id)
        .where(favourites.c.person_id == person_id)
        .where(merchants.c.state != MerchantState.SUSPENDED)
        .order_by(favourites.c.added_at.desc(), merchants.c.id.desc())
    )
    return read(connection, statement)


def is_favourite(connection: Connection, person_id: int, merchant_id: int) -> bool:
    given = {"person": person_id, "merchant": merchant_id}
    return connection.execute(_favourite(), given).scalar_one()


@cache
def _favourite() -> Select[bool]:
    mine = favourites.c.person_id == bindparam("person")
    return select(exists().where(mine, favourites.c.merchant_id == bindparam("merchant")))


def claim(connection: Connection, claim_id: int) -> ClaimView | None:
    row = connection.execute(claim_rows().where(claims.c.id == claim_id)).one_or_none()
    return None if row is None else ClaimView(*row)


def open_claims(connection: Connection) -> list[ClaimView]:
    """What the operator has to decide, the oldest first."""
    statement = claim_rows().where(claims.c.state == "open").order_by(claims.c.id)
    return [ClaimView(*row) for row in connection.execute(statement)]


def claims_of(connection: Connection, person_id: int) -> list[ClaimView]:
    """What a person claimed, the latest first."""
    statement = claim_rows().where(claims.c.person_id == person_id).order_by(claims.c.id.desc())
    return [ClaimView(*row) for row in connection.execute(statement)]


def count_by_state(connection: Connection) -> dict[MerchantState, int]:
    """How many merchants the market has in each state."""
    column = merchants.c.state
    counted = select(column, func.count()).where(~never_approved()).group_by(column)
    rows = connection.execute(counted)
    return {MerchantState(state): count for state, count in rows}


def bookable() -> Any:
    return exists().where(locations.c.merchant_id == merchants.c.id, locations.c.bookable)


def named(word: str) -> Any:
    like = locations.c.words.contains(word, autoescape=True)
    return or_(exists().where(locations.c.merchant_id == merchants.c.id, like))


def lines() -> Select[*tuple[Any, ...]]:
    return select(
        merchants.c.id,
        merchants.c.name,
        merchants.c.category,
        merchants.c.state,
        merchants.c.approved_at,
        bookable(),
    ).where(~never_approved())


def read(connection: Connection, statement: Select[*tuple[Any, ...]]) -> list[MerchantLine]:
    return [
        MerchantLine(
            id_, name, known_category(category), MerchantState(state), approved is not None, books
        )
        for id_, name, category, state, approved, books in connection.execute(statement)
    ]


def claim_rows() -> Select[*tuple[Any, ...]]:
    """Whoever added a place was the first to say that it is theirs."""
    before = claims.alias()
    earlier = exists().where(before.c.merchant_id == merchants.c.id, before.c.id < claims.c.id)
    return (
        select(
            claims.c.id,
            claims.c.merchant_id,
            merchants.c.name,
            claims.c.person_id,
            people.c.name,
            claims.c.note,
            claims.c.state,
            claims.c.made_at,
            claims.c.decided_by,
            claims.c.decided_at,
            and_(merchants.c.source == APPLIED, ~earlier),
        )
        .join_from(claims, merchants, merchants.c.id == claims.c.merchant_id)
        .join(people, people.c.id == claims.c.person_id)
    )
