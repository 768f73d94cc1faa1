"""A conversation as written down: who does what, and below it what they and the others then see.

    # A comment, or what this conversation promises.
    guest: /start
        Hereabouts
        [📍 Near me]
    guest: [📍 Near me]

A line names its actor; the indented lines below it are what became visible. `guest: [Label]`
presses, `(place 60.17, 24.94)` shares one, `(photo)` sends one, `(photo words)` with
words under it, `(edited: words)` is the last message mended, `(sticker)` something unreadable,
`@hereabouts_bot words` is typed in another chat, anything else here. Other actors are `card`, `clock` and `link` (see `stage`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

INDENT = "    "
_STEP = re.compile(r"(?P<actor>[a-z][a-z ]*): (?P<does>.+)\Z")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of somebody, and what was written below it."""

    line: int
    actor: str
    does: str
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: lines that are kept as they are, and steps."""

    path: Path
    parts: tuple[str | Step, ...]

    @property
    def steps(self) -> Iterator[Step]:
        return (part for part in self.parts if isinstance(part, Step))


def read(path: Path) -> Talk:
    """The conversation in a file."""
    parts: list[str | Step] = []
    seen: list[str] = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = _STEP.match(line)
        if match:
            seen = []
            parts.append(Step(number, match["actor"], match["does"], ()))
        elif line.startswith(INDENT) and parts and isinstance(parts[-1], Step):
            seen.append(line.removeprefix(INDENT))
            step = parts[-1]
            parts[-1] = Step(step.line, step.actor, step.does, tuple(seen))
        elif not line or line.startswith("#"):
            parts.append(line)
        else:
            raise ValueError(f"{path.name}:{number}: who does that? {line!r}")
    return Talk(path, tuple(parts))


def write(path: Path, parts: list[str | Step]) -> None:
    """Writes the conversation as it went, to be reviewed as a diff."""
    path.write_text("".join(f"{line}\n" for part in parts for line in _lines(part)))


def _lines(part: str | Step) -> Iterator[str]:
    if isinstance(part, str):
        yield part
        return
    yield f"{part.actor}: {part.does}"
    yield from (f"{INDENT}{line}" for line in part.seen)
