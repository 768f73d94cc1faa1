"""The outbox's SQL, each statement built once: every order and every worker runs them."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Insert,
    Select,
    Update,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningUpdate

from database.metadata import Instant
from database.outbox_table import State, outbox

KINDS: BindParameter[str] = bindparam("kinds", expanding=True)
KEYS: BindParameter[str] = bindparam("keys", expanding=True)
NOW = bindparam("now", type_=Instant)


@cache
def put(dialect: str) -> Insert:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(outbox).on_conflict_do_nothing(index_elements=["key"])


@cache
def hurry() -> Update:
    waiting = (outbox.c.key.in_(KEYS), outbox.c.state == State.WAITING, outbox.c.due_at > NOW)
    return update(outbox).where(*waiting).values(due_at=NOW)


@cache
def claim() -> ReturningUpdate[int, str, str, dict[str, Any], int, bool, datetime]:
    free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= NOW)
    due = (
        select(outbox.c.id)
        .where(outbox.c.finished_at.is_(None), outbox.c.kind.in_(KINDS), outbox.c.due_at <= NOW)
        .where(free)
        .order_by(outbox.c.due_at, outbox.c.id)
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
def next_waiting() -> Select[datetime | None]:
    return select(func.min(outbox.c.due_at)).where(
        outbox.c.finished_at.is_(None), outbox.c.lease_until.is_(None), outbox.c.kind.in_(KINDS)
    )


@cache
def next_lease_end() -> Select[datetime | None]:
    return select(func.min(outbox.c.lease_until)).where(
        outbox.c.lease_until.is_not(None), outbox.c.kind.in_(KINDS)
    )


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
        .where(outbox.c.state == State.PARKED)
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
