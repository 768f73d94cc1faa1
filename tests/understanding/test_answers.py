"""What people answer to what they are shown, in each language; seen from a Wednesday at two."""

from datetime import datetime

import pytest

from understanding import understand
from understanding.lexicon import LANGUAGES
from understanding.notation import noted

NOW = datetime(2026, 3, 4, 14, 0)  # noqa: DTZ001 - local to whoever types

SAID = {
    "en": {
        "make it five": "party: 5",
        "five": "number: 5",
        "5": "number: 5",
        "for three": "party: 3",
        "Friday works": "day: 2026-03-06",
        "tomorrow instead": "day: 2026-03-05",
        "at 5 instead": "at: 17:00",
        "make it 5pm": "at: 17:00",
        "after 6": "between: 18:00-23:59",
        "cheaper": "order: cheapest",
        "anything closer?": "change: nearer",
        "it's too far": "change: nearer",
        "a bit earlier": "change: earlier",
        "later please": "change: later",
        "any day": "change: any_day",
        "any time": "change: any_time",
        "anyone is fine": "change: anyone",
        "any distance": "change: any_distance",
        "any price": "change: any_price",
        "the second one": "choice: 2",
        "number 3": "choice: 3",
        "open now": "open: now",
        "within 2 km": "radius: 2000",
        "no further than 1.5 km": "radius: 1500",
        "walking distance": "radius: 1000",
        "10 minutes walk": "radius: 800",
        "within a 5-minute walk": "radius: 400",
        "where's my code?": "intent: code",
        "show me my voucher": "intent: code",
        "book the same again": "intent: again",
        "cancel my haircut": "intent: cancel; what: haircut",
        "a table for four": "what: restaurant; party: 4",
        "a window table please": "what: window table",
    },
    "zh": {
        "改成五位": "party: 5",
        "五": "number: 5",
        "三个人": "party: 3",
        "周五可以": "day: 2026-03-06",
        "改到五点": "intent: move; at: 17:00",
        "六点以后": "between: 18:00-23:59",
        "便宜点": "order: cheapest",
        "近一点": "change: nearer",
        "早一点": "change: earlier",
        "晚一点的": "change: later",
        "哪天都行": "change: any_day",
        "几点都行": "change: any_time",
        "谁都可以": "change: anyone",
        "距离不限": "change: any_distance",
        "价格不限": "change: any_price",
        "第二个": "choice: 2",
        "2公里以内": "radius: 2000",
        "五百米以内": "radius: 500",
        "步行10分钟以内": "radius: 800",
        "步行可到": "radius: 1000",
        "我的兑换码在哪里": "intent: code",
        "再订一次": "intent: again",
        "取消我的理发": "intent: cancel; what: 理发",
    },
    "ru": {
        "пусть будет пять": "party: 5",
        "пять": "number: 5",
        "на троих": "party: 3",
        "в пятницу подойдёт": "day: 2026-03-06",
        "лучше в 5": "at: 17:00",
        "после 6": "between: 18:00-23:59",
        "подешевле": "order: cheapest",
        "поближе": "change: nearer",
        "чуть пораньше": "change: earlier",
        "позже": "change: later",
        "в любой день": "change: any_day",
        "в любое время": "change: any_time",
        "к кому угодно": "change: anyone",
        "на любом расстоянии": "change: any_distance",
        "по любой цене": "change: any_price",
        "второй вариант": "choice: 2",
        "в пределах 2 км": "radius: 2000",
        "не дальше 500 м": "radius: 500",
        "10 минут пешком": "radius: 800",
        "в пешей доступности": "radius: 1000",
        "где мой код?": "intent: code",
        "как в прошлый раз": "intent: again",
        "отменить стрижку": "intent: cancel; what: стрижку",
    },
    "ar": {
        "اجعلها خمسة": "party: 5",
        "خمسة": "number: 5",
        "لثلاثة أشخاص": "party: 3",
        "يناسبني يوم الجمعة": "day: 2026-03-06",
        "الساعة 5 بدلا من ذلك": "at: 17:00",
        "بعد السادسة": "between: 18:00-23:59",
        "أرخص": "order: cheapest",
        "أقرب": "change: nearer",
        "أبكر": "change: earlier",
        "في وقت لاحق": "change: later",
        "أي يوم": "change: any_day",
        "أي وقت": "change: any_time",
        "أي شخص": "change: anyone",
        "أي مسافة": "change: any_distance",
        "أي سعر": "change: any_price",
        "الخيار الثاني": "choice: 2",
        "ضمن 2 كم": "radius: 2000",
        "على بعد ٥٠٠ متر": "radius: 500",
        "على مسافة مشي": "radius: 1000",
        "10 دقائق مشيا": "radius: 800",
        "أين رمزي؟": "intent: code",
        "نفس الحجز مرة أخرى": "intent: again",
        "ألغ حجز قص الشعر": "intent: cancel; what: قص الشعر",
    },
}


@pytest.mark.parametrize(
    ("language", "typed", "understood"),
    [(code, typed, said) for code, each in SAID.items() for typed, said in each.items()],
)
def test_an_answer_is_understood(language: str, typed: str, understood: str) -> None:
    wish = understand(typed, NOW, [language], answers=True)

    assert slots(noted(wish)) == slots(understood)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_without_words_for_answers_is_read_all_the_same(code: str) -> None:
    assert understand("15:00", NOW, [code], answers=True).when.times is not None


def test_what_only_answers_is_looked_for_in_a_sentence_of_its_own() -> None:
    assert understand("nearer", NOW, ["en"]).what == "nearer"


def slots(noted: str) -> set[str]:
    return set(noted.split("; "))
