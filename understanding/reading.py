"""Reads a sentence: in which of the languages most of it is understood, and what it says there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from heapq import nlargest

from understanding.lexicon import LANGUAGES, Lexicon, lexicon, single_spaced
from understanding.matching import EDGES, Matched, Piece, matched, trimmed
from understanding.moments import WHEN, when
from understanding.reader import Reader
from understanding.scripts import may_be
from understanding.text import LONGEST, plain_with_places
from understanding.wish import Change, Intent, Order, Wish

ORDERS = {"cheap": Order.CHEAPEST, "best": Order.BEST_RATED}
LARGEST_PARTY = 99
WALKING = 1_000
A_MINUTE_S_WALK = 80
NEAREST, FURTHEST = 50, 1_000_000
"""Metres: what is said beyond them is a slip."""

FIXED_PARTIES = {"alone": 1, "pair": 2}
ENOUGH = 0.35
MOST_OTHERS = 2
MOST_REMEMBERED = 256
"""Sentences: what is worked out for a page is there for the move that follows it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`letters` are compared, `text` is what was typed; `places` leads from the one to the other."""

    text: str
    letters: str
    places: Sequence[int]

    @classmethod
    def of(cls, typed: str) -> "Sentence":
        return cls(typed[:LONGEST], *plain_with_places(typed))

    def typed(self, begin: int, end: int) -> str:
        """As it was typed, with its marks and capitals."""
        return self.text[self.places[begin] : self.places[end - 1] + 1]


def understand(
    typed: str, now: datetime, languages: Sequence[str] = (), *, answers: bool = False
) -> Wish:
    """What a sentence wants; `now` is local, of no zone; `languages` are the likeliest first.

    One that `answers` a question may speak of what is shown: earlier, the second one, five.
    """
    sentence = Sentence.of(typed)
    found, words = best_reading(sentence.letters, tuple(languages), answers)
    return told(sentence, found, words, now)


@lru_cache(maxsize=MOST_REMEMBERED)
def best_reading(
    letters: str, languages: tuple[str, ...], answers: bool = False
) -> tuple[Matched, Lexicon]:
    """In the language that knows most of it; the likelier ones need to know a third.

    A single word of Latin letters is a name or a thing: no other language is asked about it.
    """
    enough = len(letters) * ENOUGH
    best: tuple[Matched, Lexicon] | None = None
    for code in asked(letters, languages):
        words = lexicon(code)
        found = matched(letters, words, answers=answers)
        if best is None or found.known > best[0].known:
            best = (found, words)
        if found.known >= enough:
            break
    assert best is not None, "a sentence may always be in some language"
    return best


def asked(letters: str, languages: Sequence[str]) -> Iterator[str]:
    """The likely ones, and then the few others that know most of its words."""
    likely = [code for code in dict.fromkeys(languages) if code in LANGUAGES]
    yield from may_be(letters, likely or LANGUAGES)
    if not likely or (letters.isascii() and " " not in letters.strip()):
        return
    others = (code for code in LANGUAGES if code not in likely)
    possible = may_be(letters, tuple(others))
    yield from nlargest(MOST_OTHERS, possible, key=lambda code: familiar(letters, code))


def familiar(letters: str, code: str) -> int:
    """How many of the letters are in everyday words of the language."""
    return sum(len(found[0]) for found in lexicon(code).everyday.finditer(letters))


def told(sentence: Sentence, found: Matched, words: Lexicon, now: datetime) -> Wish:
    """Of two things of one kind, the first is meant."""
    hint = next((half for word, half in words.hints.items() if word in sentence.letters), None)
    reader = Reader(words, now, hint)
    kinds = {each.kind: each for each in reversed(found.pieces)}
    giver = quoted(sentence, kinds.get("giver"), "name")
    near, *others = places_of(sentence, found, words) or (None,)
    left = [each for each in found.left if sentence.letters[slice(*each)] not in words.implied]
    what = " ".join((*(sentence.typed(*each) for each in left), *others))
    if giver and words.names_with_capital and not giver[0].isupper():
        what, giver = f"{what} {giver}".strip(), None
    then = when(reader, (each for each in found.pieces if each.kind in WHEN))
    return Wish(
        what=what or ("" if "so_many" in kinds else implied(sentence, words)),
        when=then,
        party=party_of(reader, kinds.get("so_many") or kinds.get("party"), kinds),
        near=near,
        here="here" in kinds or (near is None and around(found)),
        price_to=number_of(reader, kinds.get("price")),
        order=next((order for kind, order in ORDERS.items() if kind in kinds), None),
        open_now="open_now" in kinds and not (then.days or then.times),
        giver=giver,
        intent=next((Intent(kind) for kind in kinds if kind in set(Intent)), Intent.FIND),
        radius=radius_of(reader, kinds),
        changes=frozenset(Change(kind) for kind in kinds if kind in set(Change)),
        number=number_of(reader, kinds.get("number")),
        choice=choice_of(reader, kinds.get("choice")),
    )


def implied(sentence: Sentence, words: Lexicon) -> str:
    """A table is one in a restaurant."""
    return next((what for word, what in words.implied.items() if word in sentence.letters), "")


def party_of(reader: Reader, piece: Piece | None, kinds: dict[str, Piece]) -> int | None:
    """One where somebody says that they come alone, two with somebody of theirs.

    Two adults and two children are four, and so are three friends and who brings them.
    """
    for kind, fixed in FIXED_PARTIES.items():
        if kind in kinds:
            return fixed
    count = number_of(reader, piece)
    if count is None and "friends" in kinds:
        friends = number_of(reader, kinds["friends"])
        count = None if friends is None else friends + 1
    elif count is not None and piece is not None and "n2" in piece.words:
        count += reader.number(piece, "n2")
    return count if count is not None and 0 < count <= LARGEST_PARTY else None


def radius_of(reader: Reader, kinds: dict[str, Piece]) -> int | None:
    """In metres; who walks goes no further than `WALKING`."""
    piece = kinds.get("within") or kinds.get("minutes_walk")
    if piece is None:
        return WALKING if "walking" in kinds else None
    far, unit = piece.words["far"], piece.words.get("length")
    length = A_MINUTE_S_WALK if unit is None else reader.words.lengths[single_spaced(unit)]
    digits = far.replace(",", ".")
    number = float(digits) if digits[:1].isdecimal() else reader.words.number(far)
    return max(NEAREST, min(round(number * length), FURTHEST))


def choice_of(reader: Reader, piece: Piece | None) -> int | None:
    if piece is None or "ordinal" not in piece.words:
        return number_of(reader, piece)
    return reader.words.ordinals[single_spaced(piece.words["ordinal"])]


def number_of(reader: Reader, piece: Piece | None) -> int | None:
    return reader.guarded(Reader.number, piece) if piece else None


def places_of(sentence: Sentence, found: Matched, words: Lexicon) -> list[str]:
    """The names of places, without what is said around them; more than one is a thing or a name."""
    named: list[str] = []
    for each in found.pieces:
        if each.kind == "near":
            begin, end = each.spans["rest"]
            first, last = trimmed(sentence.letters[begin:end], words)
            if first < last:
                named.append(sentence.typed(begin + first, begin + last))
    return named


def around(found: Matched) -> bool:
    """Whether something shall be close by, and nobody says to what."""
    return any("around" in each.words for each in found.pieces)


def quoted(sentence: Sentence, piece: Piece | None, name: str) -> str | None:
    return sentence.typed(*piece.spans[name]).strip(EDGES) if piece else None
