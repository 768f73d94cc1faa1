"""What a benchmark found, as the report prints it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    title: str
    intro: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
