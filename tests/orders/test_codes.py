"""Codes: random, easy to type, and wrong ones are noticed."""

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
