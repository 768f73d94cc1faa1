"""Times of the day that a sentence names."""

from collections.abc import Callable, Mapping
from datetime import time
from types import MappingProxyType

from understanding.matching import Piece
from understanding.reader import FIRST_OPEN, NOON, Reader, clock
from understanding.wish import Times

Part = tuple[int, int] | None
"""The part of the day that the sentence names: its first hour and the one after its last."""


def at(reader: Reader, piece: Piece, part: Part) -> Times:
    moment = clock(*reader.time_of(piece, part))
    return Times(moment, moment)


def unsaid(reader: Reader, piece: Piece, part: Part) -> bool:
    """Whether nothing tells the half of the day."""
    said = {"half", "half2"} & piece.words.keys() or piece.words.get("h", "").startswith("0")
    return part is None and reader.hint is None and not said


def past(minutes: int) -> "Callable[[Reader, Piece, Part], Times]":
    """So many minutes past the hour that is said, or before it."""

    def read(reader: Reader, piece: Piece, part: Part) -> Times:
        hour, _ = reader.time_of(piece, part)
        total = (hour * 60 + minutes) % (24 * 60)
        if minutes < 0 and total < FIRST_OPEN * 60 and unsaid(reader, piece, part):
            total += NOON * 60
        moment = time(total // 60, total % 60)
        return Times(moment, moment)

    return read


def minutes_past(reader: Reader, piece: Piece, part: Part) -> Times:
    return past(reader.words.minute(piece.words["minutes"]))(reader, piece, part)


def minutes_into(reader: Reader, piece: Piece, part: Part) -> Times:
    """Of the hour that ends with the one that is said."""
    return past(reader.words.minute(piece.words["minutes"]) - 60)(reader, piece, part)


def minutes_to(reader: Reader, piece: Piece, part: Part) -> Times:
    return past(-reader.words.minute(piece.words["minutes"]))(reader, piece, part)


def between(reader: Reader, piece: Piece, part: Part) -> Times:
    """From eleven to two ends in the afternoon; from two to four begins there."""
    begin, end = reader.time_of(piece, part), reader.time_of(piece, part, "2")
    if end < begin and end[0] < NOON:
        end = (end[0] + NOON, end[1])
    return Times(clock(*begin), clock(*end))


def after(reader: Reader, piece: Piece, part: Part) -> Times:
    return Times(clock(*reader.time_of(piece, part)), time(23, 59))


def before(reader: Reader, piece: Piece, part: Part) -> Times:
    return Times(time(0), clock(*reader.time_of(piece, part)))


TIMES: Mapping[str, Callable[[Reader, Piece, Part], Times]] = MappingProxyType(
    {
        "at": at,
        "half_past": past(30),
        "half_to": past(-30),
        "quarter_into": past(-45),
        "minutes_into": minutes_into,
        "quarter_past": past(15),
        "quarter_to": past(-15),
        "minutes_past": minutes_past,
        "minutes_to": minutes_to,
        "between": between,
        "after": after,
        "before": before,
    }
)
