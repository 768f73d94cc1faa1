"""Hours as people write them mean what the same hours mean in the syntax, or nothing at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.hours import WrittenHours
from catalog.opening_hours.evaluating import Day

BERLIN = ("Europe/Berlin", 52.52, 13.40)
YEAR = [date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(365)]


def meaning(text: str) -> list[tuple[tuple[int, int, str], ...]]:
    hours = WrittenHours.of(text, *BERLIN)
    assert hours is not None, text
    return [spans(hours.day(each)) for each in YEAR]


def spans(day: Day) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        sorted((each.begin, each.end, each.state.value) for each in day.open + day.unknown)
    )


@pytest.mark.parametrize(
    ("written", "syntax"),
    [
        ("Mo-Fr 9H00-18H00", "Mo-Fr 09:00-18:00"),
        ("0900-1800", "09:00-18:00"),
        ("mon-sat 700-1400", "Mo-Sa 07:00-14:00"),
        ("Mo-Su_09:00-17:00", "Mo-Su 09:00-17:00"),
        ("Mo-Fr 010:00-20:00", "Mo-Fr 10:00-20:00"),
        ("Mo-Fr 9:00-18:0", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 09.00→18.00", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 9-18h", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 22-26", "Mo-Fr 22:00-02:00"),
        ("Sa-Su 1:30p-6:30p", "Sa-Su 13:30-18:30"),
        ("Mo-Fr 7:00 am - 16:30 pm", "Mo-Fr 07:00-16:30"),
        ("Mo-Fr 10am-noon, 1pm-midnight", "Mo-Fr 10:00-12:00,13:00-24:00"),
        ("Mo-Fr 09:00-12:00 14:00-18:00", "Mo-Fr 09:00-12:00,14:00-18:00"),
        ("Mo-Fr 09:00-12:00 / 14:00-18:00", "Mo-Fr 09:00-12:00,14:00-18:00"),
        ("Mo-Fr 08:30-14:00 Mo-Fr 15:00-18:00", "Mo-Fr 08:30-14:00,15:00-18:00"),
        ("Mo-Sa 11:00-21:00 Su off", "Mo-Sa 11:00-21:00; Su off"),
        ("Mo-Fr 16:00-, Sa 14:00-", "Mo-Fr 16:00+; Sa 14:00+"),
        ("17:00 till late", "17:00+"),
        ("24 hours", "24/7"),
        ("24h/24, 7j/7", "24/7"),
        ("Mo-Sa 24 hrs", "Mo-Sa 00:00-24:00"),
        ("24時間営業", "24/7"),
        ("always open", "24/7"),
        ("круглосуточно", "24/7"),
        ("weekdays 9-17, weekends 10-14", "Mo-Fr 09:00-17:00; Sa-Su 10:00-14:00"),
        ("Mo-Sa 09:00-18:00; public holidays off", "Mo-Sa 09:00-18:00; PH off"),
        ("Mo-Sa 09:00-18:00; PH eve 09:00-12:30", "Mo-Sa 09:00-18:00; PH -1 day 09:00-12:30"),
        ("Mo-Fr 09:00-18:00; school holidays off", "Mo-Fr 09:00-18:00; SH off"),
        ("Mo-Fr 09:00-17:00; Sa by appointment", 'Mo-Fr 09:00-17:00; Sa "by appointment"'),
        ("Dec 24. 10:00-14:00", "Dec 24 10:00-14:00"),
        ("15 Dec-10 Jan 10:00-14:00", "Dec 15-Jan 10 10:00-14:00"),
        ("daylight", "sunrise-sunset"),
        ("Mo: geschlossen, Di: 14-18Uhr, Mi-Sa: 10-18Uhr", "Tu 14:00-18:00; We-Sa 10:00-18:00"),
        ("Mo-Do 08:00-17:00 Fr 08:00-15:00", "Mo-Th 08:00-17:00; Fr 08:00-15:00"),
        ("Lundi à vendredi : 8h00 – 18h30", "Mo-Fr 08:00-18:30"),
        ("De lunes a viernes de 10:00 a 14:00", "Mo-Fr 10:00-14:00"),
        ("Lu-Do 10:00-20:00", "Mo-Su 10:00-20:00"),
        ("Lun-Mar 10:00-20:00", "Mo-Tu 10:00-20:00"),
        ("Mar-Oct 10:00-20:00", "Mar-Oct 10:00-20:00"),
        ("Segunda-feira a sexta-feira das 9h às 18:30h", "Mo-Fr 09:00-18:30"),
        ("ma-pe 14-02 la 12-02 su 12-24", "Mo-Fr 14:00-02:00; Sa 12:00-02:00; Su 12:00-24:00"),
        ("Пн-Пт 09:00 до 19:00, Вс выходной", "Mo-Fr 09:00-19:00"),
        ("周一至周五 09:00-12:00,14:00-18:00", "Mo-Fr 09:00-12:00,14:00-18:00"),
        ("月-金 9時30分～18時", "Mo-Fr 09:30-18:00"),
        ("평일 9시-19시", "Mo-Fr 09:00-19:00"),
        ("Januar-Mai 10:00-18:00", "Jan-May 10:00-18:00"),
        ("Jan Su[1] +2 days-Jan Su[3] -2 days", "2026 Jan 6-16"),
    ],
)
def test_what_people_write_means_the_same_as_the_syntax(written: str, syntax: str) -> None:
    assert meaning(written) == meaning(syntax)


def test_an_open_end_ends_where_the_next_hours_begin() -> None:
    assert meaning("07:00+,12:00-16:00")[0] == ((420, 720, "open"), (720, 960, "open"))


@pytest.mark.parametrize("text", ["Ma 09:00-18:00", "Ma-Fr 10:00-18:00"])
def test_a_day_that_differs_between_languages_is_no_hours(text: str) -> None:
    assert WrittenHours.of(text, *BERLIN) is None


def test_years_are_no_times() -> None:
    assert set(meaning("2024-2026")) == {((0, 1440, "open"),)}


VOCABULARY = (
    'Mo Tu We Su PH SH Jan Dec easter week sunrise sunset off open unknown 24/7 "by call" 2026 31 1 5 '
    "09:00 18:00 26:00 9H30 9pm am 0900 [ ] ( ) - + , ; || : / do ma lun 周 時 day days 12 midnight"
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=14).map(" ".join)))
def test_no_text_breaks_the_reading_or_the_evaluation(text: str) -> None:
    hours = WrittenHours.of(text, *BERLIN)
    for day in YEAR[::61] if hours else ():
        assert hours is not None
        hours.day(day)
