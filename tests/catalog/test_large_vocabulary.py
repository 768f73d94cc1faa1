"""Among very many words one typing error is forgiven, wherever in a word it is."""

from collections.abc import Iterator
from string import ascii_lowercase

import pytest
from sqlalchemy import Connection, insert

from catalog import vocabulary
from catalog.finding_models import vocabulary as words
from catalog.vocabulary import LENIENT_LENGTH, Vocabulary, spelt_alike
from database.door import Database

NAMES = ("dian", "kumpu", "aurora", "kahvila", "xiaochaguan", "wangfujingdian")
OTHERS = ("cafe", "bar", "ravintola", "beijingkaoyadian", "xiaochadian")


def one_error_away(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield from (word[:at] + each + word[at + 1 :] for each in ascii_lowercase[::5])
        yield from (word[:at] + each + word[at:] for each in ascii_lowercase[::5])
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


async def test_one_error_is_forgiven_wherever_it_is(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "LARGE", 0)

    def work(connection: Connection) -> None:
        connection.execute(insert(words), [{"word": each} for each in (*NAMES, *OTHERS)])
        for word in NAMES:
            for typed in one_error_away(word):
                if len(typed) >= LENIENT_LENGTH and spelt_alike(typed, [word], vocabulary.ALIKE):
                    assert word in Vocabulary(connection).alike(typed), (word, typed)

    await database.write(work)


@pytest.mark.parametrize(
    ("typed", "meant"), [("wangfvjingdiin", "wangfujingdian"), ("kxahxvixlxa", "kahvila")]
)
async def test_few_words_are_all_compared(database: Database, typed: str, meant: str) -> None:
    """Also those of which both halves are wrong, or no three letters together are right."""

    def work(connection: Connection) -> list[str]:
        connection.execute(insert(words), [{"word": each} for each in NAMES])
        return Vocabulary(connection).alike(typed)

    assert meant in await database.write(work)


async def test_of_very_many_words_none_is_read_that_shares_no_half(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "LARGE", len(NAMES) - 1)

    def work(connection: Connection) -> list[str]:
        connection.execute(insert(words), [{"word": each} for each in NAMES])
        return Vocabulary(connection).alike("wangfvjingdiin")

    assert await database.write(work) == []
