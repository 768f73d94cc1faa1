"""How what is seen is compared with what is written: word for word, or each message by itself.

Through a channel, news and answers may cross on their way, and a message that was edited twice is
seen once: there every message that is seen must be one of those that are written for its person.
"""

import difflib
from collections.abc import Callable, Iterator

from tests.player.seen import Block

Compare = Callable[[str, Block, Block], str | None]
"""From the actor, what is written and what is seen to what is wrong, if anything is."""

SHARES_A_PLACE = ("📍 Share my location", "📍 Моя геопозиция", "📍 شارك موقعي", "📍 分享我的位置")
"""The key under the chat, which some channels send apart."""


def word_for_word(_actor: str, written: Block, seen: Block) -> str | None:
    if written == seen:
        return None
    return "\n".join(difflib.unified_diff(written, seen, "written", "seen", lineterm="", n=30))


def each_by_itself(actor: str, written: Block, seen: Block) -> str | None:
    known = set(messages(actor, written))
    strange = [each for each in messages(actor, seen) if each not in known]
    if not strange:
        return None
    return "\n".join(["nowhere written:", *("\n".join(each) for each in strange), "", *written])


def messages(actor: str, lines: Block) -> Iterator[Block]:
    """Each message with its person in front, without what passes, stands apart, or stays as it was."""
    who, block = actor, list[str]()
    for line in (*lines, "— nobody —"):
        if line.startswith("— ") and line.endswith(" —"):
            if block:
                yield (who, *block)
            who, block = line[2:-2], []
        elif not passing(line):
            block.append(line)


def passing(line: str) -> bool:
    if line.startswith("💸 "):  # a refund is under way or done, whichever is faster
        return True
    toast = line.startswith("(") and line.endswith((".)", ":)", "!)"))
    return toast or line.strip("[]") in {*SHARES_A_PLACE, "(picture)"}
