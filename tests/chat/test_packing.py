"""Buttons and links carry actions as short safe text, and come back as the same actions."""

import string
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from chat.action import Action, given
from chat.errors import ActionTooLong, UnknownAction
from chat.packing import PACKED_LENGTH, ActionCodec

DIGITS = string.digits + string.ascii_lowercase
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Size(StrEnum):
    SMALL = "s"
    LARGE = "l"


@dataclass(frozen=True, slots=True)
class Everything(Action):
    code = "all"
    number: int
    yes: bool
    size: Size
    day: date
    moment: datetime | None
    word: str | None = None
    typed: str = given("")


@dataclass(frozen=True, slots=True)
class Plain(Action):
    code = "plain"


@pytest.fixture
def codec() -> ActionCodec:
    return ActionCodec([Everything, Plain])


moments = st.integers(0, 2**26).map(lambda minutes: EPOCH + timedelta(minutes=minutes))
words = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9-]{0,5}\Z")
everything = st.builds(
    Everything,
    number=st.integers(0, 2**31 - 1),
    yes=st.booleans(),
    size=st.sampled_from(Size),
    day=st.dates(date(1970, 1, 1), date(2999, 12, 31)),
    moment=st.none() | moments,
    word=st.none() | words,
)


@examples(everything, st.none() | st.from_regex(r"\A[A-Za-z0-9-]{1,10}\Z"))
def test_an_action_and_its_source_come_back_equal(action: Everything, source: str | None) -> None:
    codec = ActionCodec([Everything, Plain])

    packed = codec.pack(action, source)

    assert codec.unpack(packed) == (action, source)
    assert set(packed) <= set(string.ascii_letters + string.digits + "_-")
    assert len(packed) <= PACKED_LENGTH


pieces = st.text(string.ascii_lowercase + string.digits + "-A\uff11", max_size=24)
forged = st.lists(pieces, min_size=6, max_size=6).map(lambda given: "_".join(["all", *given]))


@examples(st.text(max_size=64) | forged)
def test_any_text_is_an_action_or_unknown(text: str) -> None:
    codec = ActionCodec([Everything, Plain])
    with suppress(UnknownAction):
        action, _ = codec.unpack(text)
        assert codec.pack(action) == text.partition("__")[0]


@examples(st.integers(min_value=0), st.sampled_from(range(6)))
def test_whatever_comes_in_can_go_out_again_and_into_any_column(number: int, place: int) -> None:
    codec = ActionCodec([Everything, Plain])
    values = ["1", "1", "s", "fu97", "-", "-"]
    values[place] = digits(number)
    with suppress(UnknownAction):
        action, _ = codec.unpack("_".join(["all", *values]))
        assert isinstance(action, Everything)
        assert action.number < 2**31
        assert action.day + timedelta(days=400) <= date.max
        assert codec.pack(action) == "_".join(["all", *values])


def digits(number: int) -> str:
    """Base 36 of any size."""
    return digits(number // 36) + digits(number % 36) if number >= 36 else DIGITS[number]


def test_what_the_person_gives_is_never_packed(codec: ActionCodec) -> None:
    typed = Everything(1, True, Size.SMALL, date(2026, 1, 1), None, typed="a secret")

    assert "secret" not in codec.pack(typed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nobody",
        "plain_1",
        "all_1_1",
        "all_1_2_s_1_-_-",
        "all_1_1_x_1_-_-",
        "all_zzzzzzzzzzzzzzzz_1_s_1_-_-",
        "all_1_1_s_0_-_-",
        "all_-_1_s_1_-_-",
        "all_-1_1_s_1_-_-",
        "all_zik0zk_1_s_fu97_-_-",
        "all_2gosa7pa2gv_1_s_fu97_-_-",
        "all_01_1_s_fu97_-_-",
        "all_A_1_s_fu97_-_-",
        "all_\uff11_1_s_fu97_-_-",
        "all_+1_1_s_fu97_-_-",
        "all_1_1_s_269y3_-_-",
        "all_1_1_s_fu97_zik0zj_-",
        "all_1_1_s_fu97_-_wwwwwwwwwwwwwwwwwwwww",
        "all_zik0zj_1_s_fu97_lm5n9_wwwwwwwwwwwwwwwwww",
        "all_1_1_s_1_-1_-",
    ],
)
def test_old_forged_and_cut_texts_are_unknown(codec: ActionCodec, text: str) -> None:
    with pytest.raises(UnknownAction):
        codec.unpack(text)


def test_a_forged_source_is_dropped_and_the_action_kept(codec: ActionCodec) -> None:
    assert codec.unpack("plain__<script>") == (Plain(), None)


@pytest.mark.parametrize("number", [-1, 2**31, 2**63])
def test_a_number_that_no_database_counts_to_is_never_packed(
    codec: ActionCodec, number: int
) -> None:
    with pytest.raises(ValueError, match="not to be packed"):
        codec.pack(Everything(number, True, Size.SMALL, date(2026, 1, 1), None))


def test_an_action_too_long_for_a_link_is_a_mistake_found_at_once(codec: ActionCodec) -> None:
    with pytest.raises(ActionTooLong):
        codec.pack(Everything(2**30, True, Size.SMALL, date(2999, 1, 1), EPOCH, word="w" * 20))


def test_text_that_is_not_link_safe_is_refused(codec: ActionCodec) -> None:
    with pytest.raises(ValueError, match="link-safe"):
        codec.pack(Everything(1, True, Size.SMALL, date(2026, 1, 1), None, word="with_line"))


def test_two_actions_cannot_share_a_code() -> None:
    @dataclass(frozen=True, slots=True)
    class Again(Action):
        code = "plain"

    with pytest.raises(ValueError, match="share the code"):
        ActionCodec([Plain, Again])
