"""Every way into the conversation that is no button: commands, codes, words, stickers, news."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from catalog import searching
from catalog.looking import Looking
from chat.action import Action
from chat.event import Typed
from chat.screen import Screen
from chat.turn import Person, Turn
from database.outbox_table import outbox
from handlers.commands import COMMANDS
from handlers.entrances import entrance
from handlers.frame import frame
from handlers.guest.choosing import OpenGivers
from handlers.guest.hint import Hint, OpenHint
from handlers.guest.how_far import OpenHowFar
from handlers.guest.queue_actions import OpenQueue
from handlers.guest.table_actions import OpenTable
from handlers.merchant.counter import OpenCounterGivers
from handlers.merchant.moving import OpenMovingGivers
from handlers.merchant.service_actions import OpenNewPlaces
from handlers.notices import render
from handlers.operator.scheduling import AskNight
from orders.models import orders
from orders.rules import LIVE
from promotions.models import campaigns
from queueing.models import queues
from tests.market import KALLIO
from tests.structure.busy import Busy
from tests.structure.crawling import links
from tests.structure.turns import Turns


def beginnings(
    turns: Turns,
    connection: Connection,
    person: Person,
    market: Busy,
    look: Callable[[Screen, object], None] = lambda _screen, _payload: None,
) -> Iterator[Action]:
    """What a person may begin with; `look` is shown the news that they got."""
    turn = turns.of(connection, person)
    yield entrance(turn, Typed("haircut with Kim tomorrow"), None)
    yield from (command(turn) for command in COMMANDS.values())
    yield from (entrance(turn, Typed(code), None) for code in market.codes)
    yield entrance(turn, Typed("haircut"), None)
    yield OpenGivers(market.town.haircut)
    yield OpenTable(market.table)
    if person.merchants:
        yield OpenNewPlaces(min(person.merchants))
        yield OpenCounterGivers(market.town.haircut)
        yield OpenMovingGivers(to_move(connection, person, turn.now))
    if person.operator:
        yield at_night(turn)
    yield from (OpenHint(hint) for hint in Hint)
    for payload in news_of(connection, person):
        screen = render(turn, payload)
        if screen is not None:
            look(frame(turn, screen), payload)
            yield from links(screen)
    yield around_a_place(connection, person, turn.now)
    yield from (OpenQueue(each) for each in with_a_queue(connection))


def around_a_place(connection: Connection, person: Person, now: datetime) -> OpenHowFar:
    """Of a search of theirs that goes only so far."""
    looking = Looking(point=KALLIO, radius=2_000)
    return OpenHowFar(searching.remember(connection, person.id, looking, now))


def with_a_queue(connection: Connection) -> list[int]:
    """Locations at which one takes a number."""
    return list(connection.execute(select(queues.c.location_id)).scalars())


def to_move(connection: Connection, person: Person, now: datetime) -> int:
    """A booking to come of somebody's place."""
    ours = orders.c.merchant_id.in_(person.merchants)
    to_come = (orders.c.starts_at > now, orders.c.state.in_(LIVE))
    return connection.execute(select(func.min(orders.c.id)).where(ours, *to_come)).scalar_one()


def at_night(turn: Turn) -> AskNight:
    """What follows a time that is typed for a promotion."""
    campaign = turn.connection.execute(select(func.min(campaigns.c.id))).scalar_one()
    return AskNight(campaign, turn.now.replace(hour=1) + timedelta(days=1))


def news_of(connection: Connection, person: Person) -> list[dict[str, Any]]:
    rows = connection.execute(select(outbox.c.payload).where(outbox.c.kind == "notice"))
    return [payload for payload in rows.scalars() if payload["person"] == person.id]
