"""Whether the first answer to a sentence is of use to whoever wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.answers import Answer

EXACT = ("day", "at", "moment", "party", "here", "price", "order", "open", "intent")
MINUTES = 60
ENOUGH = 0.5
BOOKINGS = frozenset({"cancel", "move", "bookings", "again"})


@dataclass(frozen=True, slots=True)
class Answered:
    """What a sentence means, what was understood, the answer, and the places that its thing finds."""

    meant: Mapping[str, str]
    understood: Mapping[str, str]
    answer: Answer
    alike: Sequence[int]


def is_useful(told: Answered) -> bool:
    """No slot is wrong, missing or made up, and what comes first is the thing that is meant."""
    if told.meant.get("intent") in BOOKINGS:
        return told.answer.opens_bookings
    return not wrong(told) and shows_it(told) and told.answer.in_time


def wrong(told: Answered) -> list[str]:
    """The slots that are not as they were meant."""
    meant, understood = told.meant, told.understood
    found = [slot for slot in EXACT if meant.get(slot) != understood.get(slot)]
    found += [] if same_span(meant.get("between"), understood.get("between")) else ["between"]
    found += [] if same_place(meant.get("near"), told.answer) else ["near"]
    found += [] if meant.get("giver") == told.answer.giver else ["giver"]
    return found


def shows_it(told: Answered) -> bool:
    meant, answer = told.meant, told.answer
    if "kind" in meant:
        return answer.is_of(meant["kind"])
    if "name" in meant:
        return answer.is_called(meant["name"])
    if "what" in meant:
        return answer.first is not None and answer.first.place.location_id in told.alike
    return True


def same_place(meant: str | None, answer: Answer) -> bool:
    """With an article or an ending more or less; of a place that is nowhere the list says so."""
    if answer.place is not None:
        return meant is not None and (meant in answer.place or answer.place in meant)
    return meant is None or meant in answer.words


def same_span(meant: str | None, understood: str | None) -> bool:
    """Evenings begin and end when one likes: more of them is the same than not."""
    if meant is None or understood is None:
        return meant == understood
    (begin, end), (first, last) = minutes(meant), minutes(understood)
    together = min(end, last) - max(begin, first)
    return together >= ENOUGH * (max(end, last) - min(begin, first))


def minutes(span: str) -> tuple[int, int]:
    begin, end = (int(each[:2]) * MINUTES + int(each[3:]) for each in span.split("-"))
    return begin, end
