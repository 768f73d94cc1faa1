"""What is understood of sentences by people who did not write the rules, slot by slot, and what one costs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import process_time

from benchmarks.report import Section
from understanding import understand
from understanding.notation import noted

LANGUAGES = ("en", "zh", "ru", "ar")
NOW = datetime(2026, 11, 29, 12, 30)  # noqa: DTZ001 - local to whoever types; the sentences are told from here
SAID = Path(__file__).parent / "said"
ROUNDS = 5
SLOTS = ("what", "day", "at", "between", "moment", "party", "near", "price", "intent")

Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, what it means to whoever wrote it, and what was understood."""

    sentence: str
    meant: Slots
    understood: Slots

    @property
    def right(self) -> bool:
        return self.meant == self.understood


async def section() -> Section:
    rows = [row(language) for language in LANGUAGES]
    intro = (
        "Sentences of `benchmarks/said/`, written with what they mean by people who had not seen "
        "the rules, as of a Sunday at half past twelve. A sentence is right when each of its slots "
        "is, word for word; a slot is counted where it was meant or understood. When they were "
        "read first, 55 % were right in English, 51 % in Russian, 39 % in Chinese and 42 % in "
        "Arabic; the rules have learnt from them since, so that new ones will do worse than these. "
        "CPU a sentence, its language read before."
    )
    return Section("Sentences", intro, ("", "sentences", "right", *SLOTS, "CPU"), rows)


def row(language: str) -> tuple[str, ...]:
    told = list(read(language))
    right = sum(each.right for each in told)
    by_slot = (share(*of_slot(told, slot)) for slot in SLOTS)
    return (language, str(len(told)), share(right, len(told)), *by_slot, cost(language, told))


def read(language: str) -> Iterator[Told]:
    lines = (SAID / f"{language}.tsv").read_text("utf-8")
    for line in lines.splitlines():
        sentence, _, meant = line.partition("\t")
        if sentence and not sentence.startswith("#"):
            yield Told(sentence, slots(meant), slots(noted(understand(sentence, NOW, [language]))))


def slots(noted_wish: str) -> Slots:
    parts = (each.partition(": ") for each in noted_wish.split("; ") if each)
    return {name.strip(): value.strip().casefold() for name, _, value in parts}


def of_slot(told: list[Told], slot: str) -> tuple[int, int]:
    counts = Counter(
        each.meant.get(slot) == each.understood.get(slot)
        for each in told
        if slot in each.meant or slot in each.understood
    )
    return counts[True], counts.total()


def share(count: int, of: int) -> str:
    return f"{100 * count / of:.0f} %" if of else "–"


def cost(language: str, told: list[Told]) -> str:
    begun = process_time()
    for _ in range(ROUNDS):
        for each in told:
            understand(each.sentence, NOW, [language])
    return f"{1000 * (process_time() - begun) / ROUNDS / max(1, len(told)):.2f} ms"
