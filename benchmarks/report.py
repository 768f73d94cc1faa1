"""What a benchmark found, to be written down."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    title: str
    intro: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
