"""How many merchants one person may ask for: each claim is news to every operator."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from catalog.errors import TooManyClaims, TooManyClaimsToday
from catalog.models import claims
from people import standing

CLAIMS_OPEN = 3
CLAIMS_A_DAY = 5
A_DAY = timedelta(days=1)


def check_claims(connection: Connection, person_id: int, now: datetime) -> None:
    """Raise the limit that one more claim would break."""
    standing.keep_alone(connection, person_id)
    theirs = claims.c.person_id == person_id
    if number(connection, theirs, claims.c.state == "open") >= CLAIMS_OPEN:
        raise TooManyClaims(CLAIMS_OPEN)
    if number(connection, theirs, claims.c.made_at > now - A_DAY) >= CLAIMS_A_DAY:
        raise TooManyClaimsToday(CLAIMS_A_DAY)


def number(connection: Connection, *wanted: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(claims).where(*wanted)
    return connection.execute(query).scalar_one()
