"""Somebody says that a listed merchant is theirs; an operator decides."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from catalog.admitting import admit
from catalog.applied import is_out_of_sight
from catalog.changes import Change, Subject, record
from catalog.errors import AlreadyClaimed, ClaimDecided, ClaimUnknown, MerchantUnknown
from catalog.limits import check_claims
from catalog.models import claims, merchants
from catalog.views import MerchantState
from database import outbox
from database.outbox import Message
from database.outbox_table import Urgency
from people import standing
from people.joining import Membership, join
from people.queries import operators
from people.rights import Right, Role, require

LONGEST_NOTE = 500


class ClaimState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"


def claim(
    connection: Connection, merchant_id: int, person_id: int, note: str, now: datetime
) -> int:
    """Ask for a listed merchant and tell the operators; asking again only renews the note."""
    standing.keep(connection, person_id)
    refuse_claimed(connection, merchant_id)
    mine = (claims.c.merchant_id == merchant_id, claims.c.person_id == person_id)
    again = connection.execute(
        update(claims)
        .where(*mine, claims.c.state == ClaimState.OPEN)
        .values(note=note[:LONGEST_NOTE])
        .returning(claims.c.id)
    ).scalar_one_or_none()
    return again or make_claim(connection, merchant_id, person_id, note, now)


def refuse_claimed(connection: Connection, merchant_id: int) -> None:
    wanted = select(merchants.c.state).where(merchants.c.id == merchant_id)
    state = connection.execute(wanted).scalar_one_or_none()
    if state is None:
        raise MerchantUnknown(merchant_id)
    if state != MerchantState.LISTED:
        raise AlreadyClaimed(merchant_id)
    if is_out_of_sight(connection, merchant_id):
        raise MerchantUnknown(merchant_id)


def make_claim(
    connection: Connection, merchant_id: int, person_id: int, note: str, now: datetime
) -> int:
    check_claims(connection, person_id, now)
    claim_id = connection.execute(
        insert(claims)
        .values(
            merchant_id=merchant_id,
            person_id=person_id,
            note=note[:LONGEST_NOTE],
            state=ClaimState.OPEN,
            made_at=now,
        )
        .returning(claims.c.id)
    ).scalar_one()
    news = [notice("claim", each, claim_id) for each in operators(connection, Right.ADMIT)]
    outbox.put_all(connection, news, now)
    return claim_id


def notice(about: str, person_id: int, claim_id: int) -> Message:
    payload = {"about": about, "person": person_id, "quiet": False, "claim": claim_id}
    urgency = Urgency.LAST if about == "claim" else Urgency.NEWS
    return Message("notice", f"{about}:{claim_id}:{person_id}", payload, urgency=urgency)


def approve(connection: Connection, claim_id: int, operator_id: int, now: datetime) -> int:
    """The person becomes staff of the merchant, whose other open claims are refused.

    Returns the merchant's id. Raises ClaimUnknown, ClaimDecided, or AlreadyClaimed where the
    merchant has found somebody in the meantime.
    """
    decided = decide(connection, claim_id, operator_id, ClaimState.APPROVED, now)
    if not admit(connection, decided.merchant_id, now):
        raise AlreadyClaimed(decided.merchant_id)
    admitted = {"state": str(MerchantState.ACTIVE), "badge": True}
    about = (Subject.MERCHANT, decided.merchant_id, {"state": str(MerchantState.LISTED)}, admitted)
    record(connection, Change(decided.merchant_id, operator_id, *about), now)
    join(connection, decided.person_id, Membership(Role.OWNER, decided.merchant_id), now)
    owner = {"role": str(Role.OWNER)}
    about_owner = (Subject.STAFF, decided.person_id, dict[str, str](), owner)
    record(connection, Change(decided.merchant_id, operator_id, *about_owner), now)
    for other in others(connection, decided.merchant_id):
        refuse(connection, other, operator_id, now)
    return int(decided.merchant_id)


def refuse(connection: Connection, claim_id: int, operator_id: int, now: datetime) -> int:
    """Returns the merchant's id. Raises ClaimUnknown or ClaimDecided."""
    decided = decide(connection, claim_id, operator_id, ClaimState.REFUSED, now)
    return int(decided.merchant_id)


def decide(
    connection: Connection, claim_id: int, operator_id: int, state: ClaimState, now: datetime
) -> Row[*tuple[Any, ...]]:
    """Once only: of two operators who decide at the same time, one is told of the other."""
    require(connection, operator_id, Right.ADMIT)
    decided = connection.execute(
        update(claims)
        .where(claims.c.id == claim_id, claims.c.state == ClaimState.OPEN)
        .values(state=state, decided_by=operator_id, decided_at=now)
        .returning(claims.c.merchant_id, claims.c.person_id)
    ).one_or_none()
    if decided is None:
        raise decided_before(connection, claim_id)
    outbox.put(connection, notice("claim_decided", decided.person_id, claim_id), now)
    return decided


def decided_before(connection: Connection, claim_id: int) -> ClaimUnknown | ClaimDecided:
    wanted = select(claims.c.state).where(claims.c.id == claim_id)
    state = connection.execute(wanted).scalar_one_or_none()
    return ClaimUnknown(claim_id) if state is None else ClaimDecided(claim_id, state)


def others(connection: Connection, merchant_id: int) -> list[int]:
    wanted = (claims.c.merchant_id == merchant_id, claims.c.state == ClaimState.OPEN)
    return list(connection.execute(select(claims.c.id).where(*wanted)).scalars())
