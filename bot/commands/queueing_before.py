"""A queue that the demo's first shop had the day before: by what it took, the next wait is estimated."""

from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import Connection

from people import queries
from queueing import calling, queues

PARTIES = (1, 1, 2, 1, 3, 1, 2, 1)
COME_EVERY = timedelta(minutes=4)
CALLED_EVERY = timedelta(minutes=9)
FIRST_CALLED = timedelta(minutes=6)


def queue_up(connection: Connection, merchant: int, location: int, begun: datetime) -> None:
    """Walk-ins without an account take numbers and are all served; then it is closed again."""
    clerk = queries.staff_of(connection, merchant)[0]
    queues.open_queue(connection, location, clerk, begun)
    numbers: list[int] = []
    coming = ((begun + COME_EVERY * at, party) for at, party in enumerate(PARTIES))
    going = ((begun + FIRST_CALLED + CALLED_EVERY * at, 0) for at in range(len(PARTIES)))
    called = 0
    for moment, party in sorted(chain(coming, going)):
        if party:
            given = (location, party, "", clerk, moment)
            numbers.append(calling.give_at_the_door(connection, *given))
            continue
        calling.call(connection, numbers[called], clerk, moment)
        calling.seat(connection, numbers[called], clerk, moment + timedelta(minutes=1))
        called += 1
    queues.close_queue(connection, location, clerk, begun + CALLED_EVERY * (len(PARTIES) + 1))
