"""Codes: random, easy to type, and wrong ones are noticed."""

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from orders import codes

bodies = st.text(codes.ALPHABET, min_size=10, max_size=10)


def whole(body: str) -> str:
    return body + codes.check_character(body)


def test_made_codes_are_sound_and_all_different() -> None:
    made = {codes.make() for _ in range(1000)}
    assert len(made) == 1000
    assert all(codes.is_sound(code) and codes.normalise(code) == code for code in made)


@given(bodies, st.integers(0, 10), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_is_noticed(body: str, place: int, sign: str) -> None:
    code = whole(body)
    wrong = code[:place] + sign + code[place + 1 :]
    assert codes.is_sound(wrong) == (wrong == code)


@given(bodies, st.integers(0, 9))
def test_two_neighbours_swapped_are_noticed(body: str, place: int) -> None:
    code = whole(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert codes.is_sound(swapped) == (swapped == code)


@given(bodies)
def test_it_may_be_typed_with_spaces_dashes_and_lookalikes(body: str) -> None:
    code = whole(body)
    typed = f"  {codes.spaced(code)} ".lower().replace("0", "o").replace("1", "i")
    assert codes.normalise(typed) == code


def test_what_does_not_look_like_a_code_is_none() -> None:
    for typed in ("", "hello", "0123456789", "0123456789AB", "0123456789U", "sushi near me"):
        assert codes.normalise(typed) is None


LOOKS = {
    "A": "АΑ", "B": "ВΒв", "C": "СϹс", "E": "ЕΕе", "H": "НΗн", "J": "Ј", "K": "КΚк", "M": "МΜм",
    "N": "Νν", "P": "РΡр", "S": "Ѕ", "T": "ТΤт", "X": "ХΧх", "Y": "УΥу", "Z": "Ζ", "0": "OoОοо",
    "1": "IilLІΙ", "3": "З",
}  # fmt: skip
"""What reads as a sign and is another."""

NOTHING = ("", "\u200b", "\u200e", "\u200f", "\u2068", "\u2069", "\u00ad", "\ufeff", "\u061c")
DASHES = ("-", "\u2011", "–", "—", "−", "－", " - ")
BETWEEN = (*DASHES, "", " ", "\u00a0", "\u202f", "\u3000", "_", ".")


def digits_of_every_script(sign: str) -> str:
    zeros = "٠۰०০๐０𝟎"
    return "".join(chr(ord(zero) + int(sign)) for zero in zeros) if sign.isdecimal() else ""


def ways_to_write(sign: str) -> str:
    """The sign as it is, small, full width, as a mathematician's, and what looks like it."""
    wide = chr(ord(sign) + 0xFEE0)
    return sign + sign.lower() + wide + wide.lower() + digits_of_every_script(sign)


@st.composite
def handed_over(draw: st.DrawFn) -> tuple[str, str]:
    """A sound code, and a mixture of the ways in which it is typed and copied."""
    code = whole(draw(bodies))
    # letters alone that stand together might be a word
    numbered = any(sign in "2456789" for sign in code)
    written = ""
    for at, sign in enumerate(code):
        ways = ways_to_write(sign) + (LOOKS.get(sign, "") if numbered else "")
        between = draw(st.sampled_from(BETWEEN if numbered else DASHES)) if at in (4, 8) else ""
        written += between + draw(st.sampled_from(NOTHING)) + draw(st.sampled_from(ways))
    return code, written


@given(handed_over(), st.sampled_from(NOTHING), st.sampled_from(("", " ", "\n", "\u3000")))
def test_it_is_read_as_any_keyboard_types_it(
    handed: tuple[str, str], mark: str, space: str
) -> None:
    code, written = handed
    assert codes.normalise(f"{mark}{space}{written}{space}{mark}") == code


@given(
    bodies,
    st.sampled_from(
        (
            "https://t.me/helsinki_bot?start=redeem_{code}",
            "t.me/helsinki_bot?start=redeem_{code}__poster",
            "Your code: {spaced}\n\nShow it at the counter. Whoever has the code can use it.",
            "رمزك: \u2068{spaced}\u2069",
            "您的券码：{spaced}。请在 12 月 1 日 18:30 出示。",
            "«{spaced}»",
            "{spaced}.",
        )
    ),
)
def test_it_is_found_in_the_message_or_the_link_that_holds_it(body: str, around: str) -> None:
    code = whole(body)
    if any(sign.isdecimal() for sign in code):
        assert codes.normalise(around.format(code=code, spaced=codes.spaced(code))) == code


@given(bodies, bodies)
def test_of_two_codes_none_is_chosen(first: str, second: str) -> None:
    one, other = codes.spaced(whole(first)), codes.spaced(whole(second))
    assert (codes.normalise(f"{one} / {other}") is None) == (one != other)


@pytest.mark.parametrize(
    "around", ["我的码是{}", "コードは{}です", "내 코드는{}입니다", "الرمز{}", "הקוד{}"]
)
def test_a_code_is_found_beside_letters_of_scripts_that_leave_no_space(around: str) -> None:
    code = codes.make()
    assert codes.normalise(around.format(codes.spaced(code))) == code


@pytest.mark.parametrize("language", ["en", "zh_Hans", "ru", "ar"])
def test_no_words_of_ours_are_a_code(language: str) -> None:
    typed = {each for text in texts_in(language) for each in typed_of(text)}
    assert [each for each in typed if codes.normalise(each) is not None] == []
    assert len(typed) > 10_000


def texts_in(language: str) -> set[str]:
    """English ones stand in every file, as what is to be translated."""
    file = files("locales").joinpath("ru" if language == "en" else language, "LC_MESSAGES")
    with file.joinpath("hereabouts.po").open("rb") as opened:
        messages = [message for message in read_po(opened) if message.id]
    written = [each.id if language == "en" else each.string for each in messages]
    return {text for each in written for text in ((each,) if isinstance(each, str) else each)}


def typed_of(text: str) -> Iterator[str]:
    """All of it, its words, and any two that follow each other."""
    words = re.findall(r"\w+", text)
    yield text
    yield from words
    for pair in pairwise(words):
        yield "".join(pair)
        yield " ".join(pair)


def test_a_code_typed_with_letters_for_its_digits_is_no_word() -> None:
    for _ in range(2000):
        code = codes.make()
        sloppy = code.lower().replace("0", "o").replace("1", "l")
        assert codes.normalise(f" {sloppy[:4]} {sloppy[4:]}\n") == code
