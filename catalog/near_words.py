"""What else a typed word may be: one typing error away, or two words run together."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import ascii_lowercase

SLIPS = range(2, 5)
"""Letters: of longer words with one error some trigram is right."""

SHORTEST_HALF = 2


def slips(piece: str) -> Sequence[str]:
    """Words with one letter more, less, another, or two swapped; none for numbers and longer ones."""
    if len(piece) not in SLIPS or not piece.isalpha():
        return ()
    halves = [(piece[:at], piece[at:]) for at in range(len(piece) + 1)]
    inserted = (left + each + right for left, right in halves for each in ascii_lowercase)
    if len(piece) == SLIPS.start:  # of a word of three
        return tuple(dict.fromkeys(inserted))
    changed = (
        left + each + right[1:] for left, right in halves if right for each in ascii_lowercase
    )
    left_out = (left + right[1:] for left, right in halves if right)
    swapped = (left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1)
    found = dict.fromkeys((*inserted, *changed, *left_out, *swapped))
    found.pop(piece, None)
    return tuple(found)


def together_or_apart(pieces: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The words with two of them as one, or one as two; and the new ones, which must be words."""
    for at, (first, second) in enumerate(pairwise(pieces)):
        yield said(pieces[:at], [first + second], pieces[at + 2 :])
    for at, piece in enumerate(pieces):
        for two in halves(piece):
            yield said(pieces[:at], two, pieces[at + 1 :])


def said(
    before: Sequence[str], new: Sequence[str], after: Sequence[str]
) -> tuple[str, Sequence[str]]:
    return " ".join((*before, *new, *after)), new


def halves(piece: str) -> Iterator[tuple[str, str]]:
    """Two words that may have been typed as one, the most alike in length first."""
    places = range(SHORTEST_HALF, len(piece) - SHORTEST_HALF + 1)
    for at in sorted(places, key=lambda at: (abs(2 * at - len(piece)), at)):
        yield piece[:at], piece[at:]
