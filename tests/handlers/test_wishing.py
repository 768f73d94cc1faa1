"""What is typed of a wish stays as it was said, as far as it is looked for."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from catalog.looking import Looking
from chat.turn import Person
from database.door import Database
from handlers.guest.wishing import as_said, looking_for, wished
from tests.making import Market
from tests.structure.turns import Turns


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        ("coffee milk oat", "Coffee, with oat milk!", "coffee oat milk"),
        ("haircut kallio", "a haircut in Kallio tomorrow", "haircut kallio"),
        ("b a b", "a b b", "a b b"),
        ("理发 加利奥", "加利奥理发", "理发 加利奥"),
    ],
)
def test_words_stand_as_they_were_typed(words: str, typed: str, said: str) -> None:
    assert as_said(words, typed) == said


async def test_what_nobody_is_called_belongs_to_what_is_wanted(
    database: Database, now: datetime
) -> None:
    guest = await database.write(lambda c: Market(c, now).guest())

    def words(connection: Connection, typed: str) -> str:
        turn = Turns(now).of(connection, Person(guest, "Ann", "en"))
        return looking_for(turn, Looking(words=typed), wished(turn, typed)).words

    found = await database.read(lambda c: words(c, "coffee with oat milk"))
    assert found == "coffee oat milk"
