"""Consent as a record: who agreed to what, when, in which words; the last word counts."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from people.models import consents as records

PROMOTIONS = "promotions"


def grant(
    connection: Connection,
    person_id: int,
    purpose: str,
    *,
    wording: str,
    locale: str,
    channel: str,
    source: str | None,
    now: datetime,
) -> bool:
    """Records a yes with the very words that were agreed to; says whether it is news.

    `source` is the token of the link or button that brought the person, where there was one.
    """
    if last_word(connection, person_id, purpose) is True:
        return False
    _record(
        connection,
        person_id=person_id,
        purpose=purpose,
        granted=True,
        wording=wording,
        locale=locale,
        channel=channel,
        source=source,
        at=now,
    )
    return True


def withdraw(
    connection: Connection,
    person_id: int,
    purpose: str,
    *,
    wording: str,
    locale: str,
    channel: str,
    source: str | None,
    now: datetime,
) -> bool:
    """Records a no, also of somebody who never said yes; says whether it is news."""
    if last_word(connection, person_id, purpose) is False:
        return False
    _record(
        connection,
        person_id=person_id,
        purpose=purpose,
        granted=False,
        wording=wording,
        locale=locale,
        channel=channel,
        source=source,
        at=now,
    )
    return True


def consents(connection: Connection, person_id: int, purpose: str) -> bool:
    """Whether the person's last word was yes; silence is a no."""
    return last_word(connection, person_id, purpose) is True


def last_word(connection: Connection, person_id: int, purpose: str) -> bool | None:
    """Yes, no, or None of somebody who was never asked."""
    return connection.execute(
        select(records.c.granted)
        .where(records.c.person_id == person_id, records.c.purpose == purpose)
        .order_by(records.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def _record(connection: Connection, **values: object) -> None:
    connection.execute(insert(records).values(**values))
