"""Names as people type them: the very name first, then near ones; run together, slipped, or by ear."""

import random
from string import ascii_lowercase, digits

import pytest
from rapidfuzz.distance import OSA
from sqlalchemy import Connection, select, text

from catalog.by_ear import is_bare, sound_alike, sounds
from catalog.categories import Category
from catalog.folding import fold
from catalog.looking import Looking, Sort
from catalog.near_words import halves, slips
from catalog.nearby import search
from catalog.synonyms import meant, meant_by_ear, meant_by_slip
from database.door import Database
from database.sounding import sound, sound_in_sql
from tests.catalog.market import HELSINKI, THEN, add_merchant, metres_away
from tests.thoroughness import many

WORDS = many(300, 3_000)
LETTERS = ascii_lowercase + digits


def names(connection: Connection, words: str, **more: object) -> list[str]:
    looking = Looking(point=HELSINKI, words=words, **more)  # type: ignore[arg-type]
    return [each.name for each in search(connection, looking, THEN, limit=20).results]


def street(connection: Connection, *called: str) -> None:
    """The first is the nearest; what ends in a star can be booked."""
    for number, name in enumerate(called, 1):
        price = 1000 if name.endswith("*") else None
        point = metres_away(100 * number)
        add_merchant(connection, name.rstrip("*"), point, price=price, category=Category.GIFTS)


@pytest.mark.parametrize(
    ("there", "typed", "found"),
    [
        (
            ("Blackbird", "Black Bar", "Unblackened", "Blakc", "Black"),
            "Black",
            ["Black", "Black Bar", "Blackbird", "Unblackened"],
        ),
        (("Black Bar*", "Blackbird*", "Black"), "black", ["Black", "Black Bar", "Blackbird"]),
        (("Кофейня Черника", "Черникапро", "Черника"), "черника",
         ["Черника", "Кофейня Черника", "Черникапро"]),
        (("永樂布業商場", "永樂"), "永樂", ["永樂", "永樂布業商場"]),
        (("مخبز النخيل", "النخيل"), "النخيل", ["النخيل", "مخبز النخيل"]),
        (("בית לבן", "לבן"), "לבן", ["לבן", "בית לבן"]),
        (("Ilo Kallio", "Ilo", "Iloinen"), "ilo", ["Ilo", "Ilo Kallio", "Iloinen"]),
    ],
)  # fmt: skip
async def test_exact_names_come_before_near_ones(
    database: Database, there: tuple[str, ...], typed: str, found: list[str]
) -> None:
    await database.write(lambda c: street(c, *there))
    assert await database.read(lambda c: names(c, typed)) == found


async def test_a_name_that_is_also_a_kind_is_a_kind(database: Database) -> None:
    """Who types `bar` wants any, and not the one at the other end that is called just so."""
    await database.write(lambda c: street(c, "Bar Black*", "Bar"))
    assert await database.read(lambda c: names(c, "bar")) == ["Bar Black", "Bar"]


async def test_the_cheapest_is_the_cheapest_whatever_it_is_called(database: Database) -> None:
    await database.write(lambda c: street(c, "Black Bar*", "Black"))
    found = await database.read(lambda c: names(c, "black", sort=Sort.PRICE))
    assert found == ["Black Bar", "Black"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Super Pharm", "superpharm"),
        ("Super-Pharm Dizengoff", "superpharm"),
        ("Superpharm", "super pharm"),
        ("7-Eleven", "7eleven"),
        ("7eleven", "7 eleven"),
        ("Big C", "bigc"),
        ("BigC", "big c"),
        ("Красное и Белое", "красноеибелое"),
        ("Красно Белое", "краснобелое"),
        ("Макдоналдс", "мак доналдс"),
        ("سوبر فارم", "سوبرفارم"),
        ("סופר פארם", "סופרפארם"),
        ("סופר-פארם", "סופר פארם"),
        ("永 樂", "永樂"),
    ],
)
async def test_words_run_together_and_apart(database: Database, name: str, typed: str) -> None:
    await database.write(lambda c: street(c, "Corner Shop", name))
    assert await database.read(lambda c: names(c, typed)) == [name]


@pytest.mark.parametrize("typed", ["soso", "sxk", "sk", "osk", "sokk", "xsok", "sko"])
async def test_one_slip_in_a_word_of_three_letters(database: Database, typed: str) -> None:
    await database.write(lambda c: street(c, "Prisma", "Sok"))
    expected = ["Sok"] if OSA.distance(typed, "sok") == 1 else []
    assert await database.read(lambda c: names(c, typed)) == expected


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("صيدلية النور", "al noor"),
        ("صيدلية النور", "noor"),
        ("صيدلية النور", "saydaliyat al nur"),
        ("صيدلية النور", "sydly"),
        ("مطعم القدس", "al quds"),
        ("مطعم القدس", "mat3am"),
        ("مخبز الخليج", "khaleej"),
        ("مقهى الفيشاوي", "fishawy"),
        ("حلويات جواد", "jawad"),
        ("ארומה", "aroma"),
        ("שוק לוינסקי", "levinsky"),
        ("שוק לוינסקי", "shuk levinski"),
        ("חומוס אליהו", "hummus eliyahu"),
        ("רמי לוי", "rami levi"),
        ("סופר-פארם", "super pharm"),
        ("Super-Pharm", "סופר פארם"),
        ("Aroma", "ארומה"),
        ("كهرباء الخليج", "kahraba"),
        ("Sambusek", "smbsk"),
        ("Пятёрочка", "pyaterochka"),
        ("Вкусвилл", "vkusvill"),
    ],
)
async def test_a_name_is_found_by_ear(database: Database, name: str, typed: str) -> None:
    await database.write(lambda c: street(c, "Corner Shop", "Salad House", name))
    assert await database.read(lambda c: names(c, typed)) == [name]


@pytest.mark.parametrize(
    ("typed", "category"),
    [
        ("saydaliya", Category.PHARMACY),
        ("sydliyya", Category.PHARMACY),
        ("hallaq", Category.BARBER),
        ("mat3am", Category.RESTAURANT),
        ("mis'ada", Category.RESTAURANT),
        ("funduq", Category.HOTEL),
        ("makhbaz", Category.BAKERY),
        ("apteka", Category.PHARMACY),
        ("gmy", Category.GYM),
    ],
)
async def test_a_kind_is_found_by_ear(database: Database, typed: str, category: Category) -> None:
    def work(connection: Connection) -> None:
        street(connection, "Corner Shop")
        add_merchant(connection, "Kampin", category=category)

    await database.write(work)
    assert await database.read(lambda c: names(c, typed)) == ["Kampin"]


@pytest.mark.parametrize(
    ("typed", "word"),
    [("perk", "park"), ("store", "star"), ("salad", "solid"), ("aroma", "rmk"), ("noor", "nara")],
)
def test_words_with_their_vowels_are_not_heard_as_others(typed: str, word: str) -> None:
    assert not sound_alike(typed, word)


def test_common_words_are_no_kind_by_ear() -> None:
    said = "there other every place today please before after which where cheap nearest tomorrow"
    assert [each for each in said.split() if meant_by_ear(each)] == []


def invented(dice: random.Random) -> str:
    return "".join(dice.choices(LETTERS, k=dice.randrange(1, 12)))


async def test_a_word_sounds_the_same_in_sql(database: Database) -> None:
    dice = random.Random(7)
    words = ["".join(dice.choices("tshkczghaeiouwyvfbpxlmnr1", k=dice.randrange(14)))
             for _ in range(WORDS)]  # fmt: skip

    def heard(connection: Connection, word: str) -> str:
        asked = select(text(sound_in_sql(f"CAST('{word}' AS TEXT)")))
        return str(connection.execute(asked).scalar_one())

    def work(connection: Connection) -> list[str]:
        return [heard(connection, each) for each in words]

    assert await database.read(work) == [sound(each) for each in words]


def test_every_slip_is_one_error_away_and_every_error_is_a_slip() -> None:
    dice = random.Random(7)
    for _ in range(WORDS):
        word = "".join(dice.choices("abc", k=dice.randrange(3, 5)))
        assert all(OSA.distance(word, each) == 1 for each in slips(word))
        typed = slipped(dice, word)
        assert typed == word or len(typed) > 4 or word in slips(typed)


def slipped(dice: random.Random, word: str) -> str:
    at = dice.randrange(len(word))
    letter = dice.choice(ascii_lowercase)
    return dice.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        )
    )


def test_numbers_and_long_words_have_no_slips() -> None:
    assert (slips("101"), slips("ursula"), slips("a")) == ((), (), ())


def test_halves_make_the_word_again() -> None:
    assert list(halves("abc")) == []
    assert next(halves("superpharm")) == ("super", "pharm")
    assert {left + right for left, right in halves("superpharm")} == {"superpharm"}


def test_an_arabic_and_a_hebrew_name_are_bare_when_they_are_folded() -> None:
    for name in ("صيدلية النور", "مقهى", "شاورما", "ארומה", "סופר פארם", "מסעדה"):
        assert all(map(is_bare, fold(name).split())), name
    assert not any(map(is_bare, ("kahvila", "ursula", "salon", "kafe")))


def test_whoever_drops_vowels_and_doubles_consonants_is_heard() -> None:
    dice = random.Random(7)
    for _ in range(WORDS):
        bare = "".join(dice.sample("bdfklmnrst", k=dice.randrange(3, 7)))
        read = "".join(each * dice.choice((1, 1, 2)) + dice.choice("aeiou") for each in bare)
        assert sound_alike(read, bare), (read, bare)
        assert sound(bare) in sounds(read)


def test_a_short_kind_one_slip_away() -> None:
    assert Category.GYM in meant_by_slip("gmy")
    assert meant_by_slip("parturi") == meant_by_slip("xyz") == frozenset()
    assert meant("gym")
