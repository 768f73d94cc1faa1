"""Whatever is typed, shared or sent finds its page: command, code, answer, search, in this order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from chat.action import Action, given
from chat.event import Commanded, Doing, SentOther, SentPhoto, SharedPlace, Typed
from chat.turn import Person
from database.door import Database
from database.point import Point
from handlers.entrances import entrance
from handlers.guest.actions import (
    GivePlace,
    LookFor,
    OpenBookings,
    OpenHelp,
    OpenHome,
    OpenSupport,
    OpenVoucher,
    SayOfHold,
)
from handlers.guest.hint import Hint, OpenHint
from handlers.guest.noting import GiveNote
from handlers.merchant.actions import OpenDesk, OpenRedemption
from orders import codes
from orders.reading import queries
from people.rights import Role, granted
from tests.structure import busy
from tests.structure.turns import Turns

KALLIO = Point(60.18, 24.95)


@dataclass(frozen=True, slots=True)
class GivePicture(Action):
    """A question that a picture answers."""

    code = "picture"
    photo: str = given("")


@pytest.mark.parametrize(
    ("doing", "asked", "action"),
    [
        (Commanded("start", ""), None, OpenHome()),
        (Commanded("bookings", ""), GiveNote(7), OpenBookings()),
        (Commanded("paysupport", ""), None, OpenSupport()),
        (Commanded("merchant", ""), None, OpenHelp()),
        (Commanded("nonsense", ""), None, OpenHint(Hint.COMMAND)),
        (Typed("  sushi "), None, LookFor("sushi")),
        (Typed("no onions"), GiveNote(7), GiveNote(7, "no onions")),
        (Typed("sushi"), SayOfHold(7), SayOfHold(7, "sushi")),
        (SentPhoto("telegram:x", "sushi"), SayOfHold(7), SayOfHold(7, "sushi")),
        (Typed("sushi"), GivePicture(), LookFor("sushi")),
        (SharedPlace(KALLIO), None, GivePlace(None, point=KALLIO)),
        (SharedPlace(KALLIO), GivePlace(3), GivePlace(3, point=KALLIO)),
        (SharedPlace(KALLIO), GiveNote(7), GivePlace(None, point=KALLIO)),
        (SentPhoto("telegram:x", ""), GivePicture(), GivePicture("telegram:x")),
        (SentPhoto("telegram:x", ""), GiveNote(7), OpenHint(Hint.PHOTO)),
        (SentPhoto("telegram:x", " sushi "), None, LookFor("sushi")),
        (SentPhoto("telegram:x", "sushi"), LookFor(search=3), LookFor("sushi", search=3)),
        (SentPhoto("telegram:x", "no onions"), GiveNote(7), OpenHint(Hint.PHOTO)),
        (SentPhoto("telegram:x", "sushi"), GivePicture(), GivePicture("telegram:x")),
        (SentOther("edited"), None, OpenHint(Hint.EDITED)),
        (SentOther("edited", "sushi at 7"), None, LookFor("sushi at 7")),
        (SentOther("edited", "sushi at 7"), LookFor(search=3), LookFor("sushi at 7")),
        (SentOther("edited", "no onions"), GiveNote(7), OpenHint(Hint.EDITED)),
        (SentOther("edited", "/stop"), None, OpenHint(Hint.EDITED)),
        (SentOther("document", "sushi"), None, LookFor("sushi")),
        (SentOther("voice", "sushi tomorrow"), None, LookFor("sushi tomorrow")),
        (SentOther("voice", "no onions"), GiveNote(7), OpenHint(Hint.VOICE)),
        (SentOther("voice"), None, OpenHint(Hint.VOICE)),
        (SentOther("video_note"), None, OpenHint(Hint.VOICE)),
        (SentOther("sticker"), None, OpenHint(Hint.OTHER)),
    ],
)
async def test_what_is_done_finds_its_page(
    database: Database, now: datetime, doing: Doing, asked: Action | None, action: Action
) -> None:
    def find(connection: Connection) -> Action:
        return entrance(Turns(now).of(connection), doing, asked)

    assert await database.read(find) == action


async def test_a_code_opens_the_voucher_for_its_owner_and_the_redemption_for_staff(
    database: Database, now: datetime
) -> None:
    def types(connection: Connection, person: Person, text: str) -> Action:
        return entrance(Turns(now).of(connection, person), Typed(text), GiveNote(7))

    def talk(connection: Connection) -> Any:
        market = busy.build(connection, now)
        code = market.codes[0]
        mine = types(connection, market.guest, codes.spaced(code).lower())
        assert isinstance(mine, OpenVoucher)
        order = queries.order(connection, mine.order)
        assert order is not None
        assert order.code == code
        assert types(connection, market.clerk, code) == OpenRedemption(code)
        assert types(connection, market.newcomer, code) == GiveNote(7, code)
        beside = Turns(now).of(connection, market.clerk)
        assert entrance(beside, Typed(code), SayOfHold(7)) == OpenRedemption(code)
        copied = f"\u2068{codes.spaced(code)}\u2069"
        assert types(connection, market.clerk, copied) == OpenRedemption(code)
        message = f"Your code: {codes.spaced(code)}\n\nShow it at the counter."
        assert types(connection, market.clerk, message) == OpenRedemption(code)
        assert types(connection, market.guest, message) == mine
        unknown = codes.spaced(codes.make())
        assert types(connection, market.clerk, unknown) == OpenRedemption(unknown.replace("-", ""))
        for words in (
            "hairdresser",
            "BDGT-MNPR-STV",
            f"it was {unknown}, I think",
            "13812345678",
            "86011117947",
            "٠٤٠١٢٣٤٥٦٧٨",
        ):
            assert types(connection, market.clerk, words) == GiveNote(7, words)

    await database.write(talk)


async def test_letters_without_a_digit_are_a_code_where_one_is_meant(
    database: Database, now: datetime
) -> None:
    meant = {  # by a clerk, by a guest
        "AAAA-BBBB-CCC": (True, True),
        "bdgt-mnpr-stv": (True, True),
        "БДКТ-МНРР-СТВ": (False, False),
        "ВСТК-МНРР-СТХ": (True, True),
        "BDGTMNPRSTV": (True, False),
        "BDGT MNPR STV": (True, False),
        "hairdresser": (False, False),
        "good food bar": (False, False),
        "photography": (False, False),
    }

    def typed(connection: Connection) -> dict[str, tuple[bool, bool]]:
        market = busy.build(connection, now)
        turns = Turns(now)

        def is_code(text: str, person: Person) -> bool:
            action = entrance(turns.of(connection, person), Typed(text), None)
            return isinstance(action, OpenRedemption)

        return {
            text: (is_code(text, market.clerk), is_code(text, market.newcomer)) for text in meant
        }

    assert await database.write(typed) == meant


async def test_staff_of_one_place_come_to_its_desk(database: Database, now: datetime) -> None:
    clerk = Person(1, "Kim", "en", rights=granted(dict.fromkeys({4}, Role.OWNER)))

    def find(connection: Connection) -> Action:
        return entrance(Turns(now).of(connection, clerk), Commanded("merchant", ""), None)

    assert await database.read(find) == OpenDesk(4)
