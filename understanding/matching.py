"""Finds in a sentence what the rules of a language say of it, the longest first, nothing twice."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from understanding.lexicon import Lexicon

TAKEN = "\0"
"""Stands where something was understood; no rule reaches across it."""

STRETCH = re.compile(r"(?:[^\0.,!?;。，！？；]|[.,](?=[a-z0-9]))+")
"""Of one clause: what somebody adds behind a full stop or a comma is another thing."""

OTHER_SCRIPT = re.compile(r"(?<=[a-z]{4})(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z]{4})")
"""Between a name in Latin letters and what is said around it in Chinese."""

EDGES = " \t\n.,;:!?'\"-—()。，！？、；：؟،"

SENTENCE = 4
"""Words."""

Rule = tuple[str, re.Pattern[str]]

LATE = frozenset({"near", "giver"})
"""Rules that take any words, and so only what the others left."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence, what kind of thing it says, and the words that say it."""

    kind: str
    begin: int
    end: int
    words: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]

    def __len__(self) -> int:
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class Matched:
    pieces: tuple[Piece, ...]
    left: tuple[tuple[int, int], ...]
    """Where the stretches begin and end of which nothing was understood."""

    known: int
    """Letters of words of the language; any words may be the name of a place."""


def matched(sentence: str, words: Lexicon, *, answers: bool = False) -> Matched:
    """The pieces of a plain sentence, in its order."""
    rest, early = taken_out(sentence, early_rules(words, answers=answers))
    left, late = taken_out(rest, [each for each in words.rules if each[0] in LATE])
    found = sorted((*early, *late), key=lambda each: each.begin)
    known = silenced(rest, words).count(TAKEN)
    return Matched(tuple(found), tuple(unsaid(left, words)), known)


def early_rules(words: Lexicon, *, answers: bool) -> list[Rule]:
    early = [each for each in words.rules if each[0] not in LATE]
    return [*words.answers, *early] if answers else early


def taken_out(sentence: str, rules: Sequence[Rule]) -> tuple[str, list[Piece]]:
    """Where a piece overlaps with a longer one, what is left of it is looked at anew."""
    kept: list[Piece] = []
    begin, end = 0, len(sentence)
    while begin < end:
        touched = sentence
        doubtful: list[Piece] = []
        found = every(sentence, rules, begin, end)
        for each in sorted(found, key=lambda each: (-len(each), each.begin)):
            if TAKEN not in touched[each.begin : each.end]:
                sentence = blank(sentence, each.begin, each.end)
                kept.append(each)
            elif sentence[each.begin : each.end] != TAKEN * len(each):
                doubtful.append(each)
            touched = blank(touched, each.begin, each.end)
        first = min((each.begin for each in doubtful), default=end)
        begin = sentence.rfind(TAKEN, 0, first) + 1 if doubtful else end
        end = max((each.end for each in doubtful), default=end)
    return sentence, kept


def every(sentence: str, rules: Sequence[Rule], begin: int, end: int) -> Iterator[Piece]:
    """What begins within these letters."""
    for kind, pattern in rules:
        for found in pattern.finditer(sentence, begin):
            if found.start() >= end:
                break
            if found.end() > found.start():
                yield piece(kind, found)


def piece(kind: str, found: re.Match[str]) -> Piece:
    words = {name: value for name, value in found.groupdict().items() if value is not None}
    return Piece(kind, *found.span(), words, {name: found.span(name) for name in words})


def unsaid(left: str, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Without words at their ends that say nothing; within, they may be part of a name."""
    for first, last in stretches(left):
        begin, end = trimmed(left[first:last], words)
        if begin < end and left[first + begin : first + end] not in words.alone:
            yield from telling(left, first + begin, first + end, words)


def telling(left: str, begin: int, end: int, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Of a whole sentence without the words between that say nothing; fewer may be a name."""
    if len(left[begin:end].split()) < SENTENCE:
        yield begin, end
        return
    gaps = [(begin + first, begin + last) for first, last in meaningless(left[begin:end], words)]
    for (_, first), (last, _) in pairwise([(begin, begin), *gaps, (end, end)]):
        said = left[first:last]
        if said.strip(EDGES):
            yield first + len(said) - len(said.lstrip(EDGES)), first + len(said.rstrip(EDGES))


def stretches(left: str) -> Iterator[tuple[int, int]]:
    for stretch in STRETCH.finditer(left):
        edges = (found.start() for found in OTHER_SCRIPT.finditer(stretch[0]))
        places = [0, *edges, len(stretch[0])]
        yield from ((stretch.start() + one, stretch.start() + two) for one, two in pairwise(places))


def trimmed(stretch: str, words: Lexicon) -> tuple[int, int]:
    silent = list(meaningless(stretch, words))
    begin, end = 0, len(stretch)
    for first, last in silent:
        if not stretch[begin:first].strip(EDGES):
            begin = last
    for first, last in reversed(silent):
        if first >= begin and not stretch[last:end].strip(EDGES):
            end = first
    inner = stretch[begin:end]
    begin += len(inner) - len(inner.lstrip(EDGES))
    return begin, max(begin, begin + len(inner.strip(EDGES)))


def silenced(sentence: str, words: Lexicon) -> str:
    """Without the words that say nothing about the thing, and the names that have one of them."""
    for found in words.silent.finditer(sentence):
        sentence = blank(sentence, *found.span())
    return sentence


def meaningless(text: str, words: Lexicon) -> Iterator[tuple[int, int]]:
    for found in words.silent.finditer(text):
        if found["kept"] is None:
            yield found.span()


def blank(sentence: str, begin: int, end: int) -> str:
    return sentence[:begin] + TAKEN * (end - begin) + sentence[end:]
