"""When the first answer to a sentence counts as of use."""

import pytest

from benchmarks.answers import Answer
from benchmarks.usefulness import Answered, is_useful
from catalog.looking import Looking
from handlers.guest.actions import OpenBookings, OpenHome

NOTHING = Answer(OpenHome(), Looking(words="near the cathedral"))

DIFFERENT = [
    ({"party": "2"}, {"party": "2", "day": "2026-12-01"}),
    ({"party": "2", "day": "2026-12-01"}, {"party": "2"}),
    ({"at": "19:00"}, {"at": "07:00"}),
    ({"between": "17:00-22:00"}, {"between": "12:00-18:00"}),
    ({"between": "17:00-22:00"}, {"at": "17:00"}),
    ({"near": "Kallio"}, {"near": "kallio"}),
]


def useful(meant: dict[str, str], understood: dict[str, str], answer: Answer = NOTHING) -> bool:
    return is_useful(Answered(meant, understood, answer, ()))


@pytest.mark.parametrize(("meant", "understood"), DIFFERENT)
def test_what_is_wrong_missing_or_made_up_is_of_no_use(
    meant: dict[str, str], understood: dict[str, str]
) -> None:
    assert not useful(meant, understood)


def test_evenings_begin_and_end_when_one_likes() -> None:
    assert useful({"between": "17:00-22:00"}, {"between": "18:00-23:00"})


def test_a_place_that_is_nowhere_is_looked_for_as_words() -> None:
    assert useful({"near": "cathedral"}, {"near": "cathedral"})


def test_an_empty_list_is_of_no_use() -> None:
    assert not useful({"kind": "dentist"}, {})
    assert not useful({"name": "kolme haukea"}, {})
    assert not useful({"what": "haircut"}, {"what": "haircut"})


def test_a_booking_is_cancelled_on_the_page_of_bookings() -> None:
    assert useful({"intent": "cancel"}, {}, Answer(OpenBookings()))
    assert not useful({"intent": "cancel"}, {})
