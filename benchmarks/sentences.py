"""What is understood of sentences, slot by slot, whether the first answer is of use, and what one costs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

from benchmarks.answers import Guest, guest
from benchmarks.report import Section
from benchmarks.sizes import size
from benchmarks.usefulness import Answered, is_useful
from tests.databases import import_models
from understanding import understand
from understanding.notation import noted

LANGUAGES = ("en", "zh", "ru", "ar")
NOW = datetime(2026, 11, 29, 12, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
SAID = Path(__file__).parent / "said"
SETS = {"said": SAID, "fresh": SAID / "fresh", "fresher": SAID / "fresher"}
MOST = size(1_000_000, 5)
ROUNDS = 5
SLOTS = ("what", "day", "at", "between", "moment", "party", "near", "price", "intent")

Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, what it means to whoever wrote it, and what was understood."""

    sentence: str
    meant: Slots
    understood: Slots = field(default_factory=dict)

    @property
    def right(self) -> bool:
        return self.meant == self.understood


async def section() -> Section:
    import_models()
    rows = []
    async with guest(NOW.astimezone(UTC), LANGUAGES) as somebody:
        for name, folder in SETS.items():
            for language in LANGUAGES:
                told = list(read(folder / f"{language}.tsv", language))[:MOST]
                useful = [each for each in told if await useful_to(somebody, each, language)]
                rows.append(row(f"{language}, {name}", told, len(useful), language))
    header = ("", "sentences", "useful", *SLOTS, "CPU")
    return Section("Sentences", INTRO, header, rows)


INTRO = "…"


async def useful_to(somebody: Guest, told: Told, language: str) -> bool:
    answer = await somebody.types(told.sentence, language)
    alike: Sequence[int] = ()
    if "what" in told.meant:
        alike = await somebody.finds(told.meant["what"])
    return is_useful(Answered(told.meant, told.understood, answer, alike))


def row(name: str, told: list[Told], useful: int, language: str) -> tuple[str, ...]:
    by_slot = (share(*of_slot(told, slot)) for slot in SLOTS)
    return (name, str(len(told)), share(useful, len(told)), *by_slot, cost(language, told))


def read(file: Path, language: str) -> Iterator[Told]:
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        sentence, _, meant = line.partition("\t")
        if sentence and not sentence.startswith(("#", "<")):
            now = NOW.replace(tzinfo=None)
            yield Told(sentence, slots(meant), slots(noted(understand(sentence, now, [language]))))


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
    now = NOW.replace(tzinfo=None)
    begun = process_time()
    for _ in range(ROUNDS):
        for each in told:
            understand(each.sentence, now, [language])
    return f"{1000 * (process_time() - begun) / ROUNDS / max(1, len(told)):.2f} ms"
