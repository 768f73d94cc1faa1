"""What a notice is about can be said without a look, and is what its message says."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from database.door import Database
from handlers.notices import subject_of
from tests.handlers.test_around_the_visit import Visit


@pytest.mark.parametrize("about", ["booking", "voucher"])
async def test_a_message_is_on_the_subject_that_its_notice_says(
    database: Database, now: datetime, about: str
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now, price=0)
        visit.booked()
        (payload,) = visit.told(about)
        person = visit.clerk if about == "booking" else visit.guest

        told = visit.tell(person, payload, now)

        assert told is not None
        assert told.subject == subject_of(payload) is not None

    await database.write(work)
