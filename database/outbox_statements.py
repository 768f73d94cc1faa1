"""The outbox's SQL, each statement built once: every order and every worker runs them."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    Insert,
    Select,
    Update,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from database.inserting import insert_into
from database.metadata import Instant
from database.outbox_table import PARKED, State, Urgency, outbox

KINDS: BindParameter[str] = bindparam("kinds", expanding=True)
KEYS: BindParameter[str] = bindparam("keys", expanding=True)
NOW = bindparam("now", type_=Instant)
BUSY: BindParameter[Any] = bindparam("busy", [], expanding=True)
LEAST: BindParameter[int] = bindparam("least", Urgency.LAST.value)

MANY = 10
"""Of so many times what is wanted, the first are looked at for whose they are."""


@cache
def put(dialect: str) -> Insert:
    return insert_into(outbox, dialect).on_conflict_do_nothing(index_elements=["key"])


@cache
def hurry() -> Update:
    waiting = (outbox.c.key.in_(KEYS), outbox.c.state == State.WAITING, outbox.c.due_at > NOW)
    return update(outbox).where(*waiting).values(due_at=NOW)


def open_to() -> tuple[ColumnElement[bool], ...]:
    """What may be claimed at all: of these kinds, so urgent, and for nobody who has enough."""
    unfinished = (outbox.c.finished_at.is_(None), outbox.c.kind.in_(KINDS))
    wanted = or_(outbox.c.recipient.is_(None), outbox.c.recipient.not_in(BUSY))
    return (*unfinished, outbox.c.urgency <= LEAST, wanted)


IN_ORDER = (outbox.c.urgency, outbox.c.due_at, outbox.c.id)


@cache
def claim() -> ReturningUpdate[int, str, str, dict[str, Any], int, bool, datetime, int | None, int]:
    free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= NOW)
    claimable = (*open_to(), outbox.c.due_at <= NOW, free)
    first = (
        select(*IN_ORDER, outbox.c.recipient)
        .where(*claimable)
        .order_by(*IN_ORDER)
        .limit(MANY * bindparam("limit"))
        .cte("first")
    )
    whose = func.coalesce(first.c.recipient, -first.c.id)
    place = func.row_number().over(
        partition_by=whose, order_by=(first.c.urgency, first.c.due_at, first.c.id)
    )
    placed = select(first.c.id, place.label("place")).cte("placed")
    due = (
        select(outbox.c.id)
        .where(*claimable)
        .where(outbox.c.id.in_(select(placed.c.id).where(placed.c.place <= bindparam("share"))))
        .order_by(*IN_ORDER)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)  # SQLite knows only one writer and leaves this out
        .cte("due")
    )
    return (
        update(outbox)
        .where(outbox.c.id.in_(select(due.c.id)))
        .values(
            state=State.LEASED,
            attempts=outbox.c.attempts + 1,
            lease_until=bindparam("lease_until", type_=Instant),
            leased_by=bindparam("worker"),
            uncertain=or_(outbox.c.uncertain, outbox.c.lease_until.is_not(None)),
        )
        .returning(
            outbox.c.id,
            outbox.c.kind,
            outbox.c.key,
            outbox.c.payload,
            outbox.c.attempts,
            outbox.c.uncertain,
            outbox.c.due_at,
            outbox.c.recipient,
            outbox.c.urgency,
        )
    )


def is_held() -> ColumnElement[bool]:
    """By the worker that claimed it, in the same attempt."""
    return and_(
        outbox.c.id == bindparam("claim"),
        outbox.c.state == State.LEASED,
        outbox.c.attempts == bindparam("attempt"),
        outbox.c.leased_by == bindparam("worker"),
    )


@cache
def renew() -> Update:
    return (
        update(outbox).where(is_held()).values(lease_until=bindparam("lease_until", type_=Instant))
    )


@cache
def settle() -> Update:
    return (
        update(outbox)
        .where(is_held())
        .values(
            state=bindparam("to"),
            finished_at=bindparam("ended", type_=Instant),
            last_error=bindparam("error"),
            due_at=func.coalesce(bindparam("next", type_=Instant), outbox.c.due_at),
            lease_until=None,
            leased_by=None,
        )
    )


@cache
def release_all() -> Update:
    held = update(outbox).where(outbox.c.lease_until.is_not(None))
    return held.values(state=State.WAITING, lease_until=None, leased_by=None, uncertain=True)


@cache
def is_due(kinds: tuple[str, ...]) -> Exists:
    """Whether any message of these kinds is, whoever has claimed it."""
    unfinished = (outbox.c.finished_at.is_(None), outbox.c.kind.in_(kinds))
    return exists().where(*unfinished, outbox.c.due_at <= NOW)


@cache
def is_claimable(kinds: tuple[str, ...]) -> Exists:
    """Whether any message of these kinds is due at the moment `at`, and claimed by nobody."""
    waiting = (outbox.c.finished_at.is_(None), outbox.c.lease_until.is_(None))
    due = outbox.c.due_at <= bindparam("at", type_=Instant)
    return exists().where(*waiting, outbox.c.kind.in_(kinds), due)


@cache
def next_due() -> Select[datetime | None, datetime | None]:
    """When the first message is due, and when the first lease ends."""
    free = (*open_to(), outbox.c.lease_until.is_(None))
    leased = (outbox.c.lease_until.is_not(None), outbox.c.kind.in_(KINDS))
    due = select(func.min(outbox.c.due_at)).where(*free).scalar_subquery()
    ends = select(func.min(outbox.c.lease_until)).where(*leased).scalar_subquery()
    return select(due, ends)


@cache
def alike() -> Select[int]:
    """What says the same kind of thing to the same person, and has not begun to leave."""
    about = outbox.c.payload["about"].as_string() == bindparam("about")
    return select(outbox.c.id).where(
        outbox.c.finished_at.is_(None),
        outbox.c.state == State.WAITING,
        outbox.c.urgency == Urgency.LAST,
        outbox.c.recipient == bindparam("whose"),
        outbox.c.due_at <= NOW,
        about,
    )


@cache
def absorb() -> Update:
    waiting = (outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state == State.WAITING)
    return update(outbox).where(*waiting).values(state=State.DONE, finished_at=NOW)


@cache
def parked() -> Select[int, str, str, dict[str, Any], int, str | None, datetime | None]:
    return (
        select(
            outbox.c.id,
            outbox.c.kind,
            outbox.c.key,
            outbox.c.payload,
            outbox.c.attempts,
            outbox.c.last_error,
            outbox.c.finished_at,
        )
        .where(PARKED)
        .order_by(outbox.c.id)
    )


@cache
def reopen() -> Update:
    ended = update(outbox).where(outbox.c.key == bindparam("ended"), outbox.c.finished_at <= NOW)
    return ended.values(
        state=State.WAITING, due_at=NOW, attempts=0, finished_at=None, uncertain=false()
    )


@cache
def unpark() -> Update:
    given_up = update(outbox).where(
        outbox.c.id == bindparam("message"), outbox.c.state == State.PARKED
    )
    return given_up.values(
        state=State.WAITING, due_at=NOW, attempts=0, finished_at=None, uncertain=false()
    )
