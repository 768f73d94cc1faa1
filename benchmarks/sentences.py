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
from benchmarks.usefulness import Answered, is_useful, same_span
from tests.databases import import_models
from understanding import understand
from understanding.notation import noted
from understanding.reading import best_reading

LANGUAGES = ("en", "zh", "ru", "ar")
NOW = datetime(2026, 11, 29, 12, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
SAID = Path(__file__).parent / "said"
SETS = {
    "first": SAID,
    "second": SAID / "dialogues",
    "third": SAID / "later",
    "fourth": SAID / "last",
}
"""Each was read when the rules had learnt from the ones before it."""

MOST = size(1_000_000, 5)
ROUNDS = 5
SLOTS = ("what", "day", "at", "between", "moment", "party", "near", "price", "intent")

AS_KIND = frozenset({"kind", "name"})
"""What is told by the answer and not by words."""

THINGS = frozenset({"what", "near"})

Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, what it means to whoever wrote it, and what was understood."""

    sentence: str
    meant: Slots
    understood: Slots = field(default_factory=dict)


async def section() -> Section:
    import_models()
    rows = []
    async with guest(NOW.astimezone(UTC), LANGUAGES) as somebody:
        for name, folder in SETS.items():
            for language in LANGUAGES:
                told = list(read(folder / f"{language}.tsv", language))[:MOST]
                useful = [each for each in told if await useful_to(somebody, each, language)]
                rows.append(row(f"{language}, {name}", told, len(useful), language))
    header = ("", "sentences", "of use", *SLOTS, "CPU")
    return Section("Sentences", INTRO, header, rows)


INTRO = (
    "Sentences of `benchmarks/said/` with what they mean, as of a Sunday at half past twelve, in the demo's "
    "town with a place of every kind to book. The first answer is of use where nothing that was said is wrong, "
    "missing or made up, the place shown first is of the kind or the name that was meant (or among those that its "
    "words alone find), and what is told as free is free on the day asked for. A slot is right word for "
    "word, a span where it has most in common, and it is counted where it was meant or understood. The others are in "
    "the manner of dialogues about bookings, each written when rules and words had learnt from the ones before. When they were read first, "
    "of use were in English 72 %, 71 % and 88 %, in Chinese 60 %, 66 % and 84 %, in Russian 63 %, 66 % and 68 %, in Arabic 64 %, 74 % and 76 %. "
    "CPU a sentence, its language read before, nothing remembered."
)


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
    if slot in THINGS and any(AS_KIND & each.meant.keys() for each in told):
        return 0, 0
    counts = Counter(
        is_alike(slot, each.meant.get(slot), each.understood.get(slot))
        for each in told
        if slot in each.meant or slot in each.understood
    )
    return counts[True], counts.total()


def is_alike(slot: str, meant: str | None, understood: str | None) -> bool:
    return same_span(meant, understood) if slot == "between" else meant == understood


def share(count: int, of: int) -> str:
    return f"{100 * count / of:.0f} %" if of else "–"


def cost(language: str, told: list[Told]) -> str:
    now = NOW.replace(tzinfo=None)
    begun = process_time()
    for _ in range(ROUNDS):
        best_reading.cache_clear()
        for each in told:
            understand(each.sentence, now, [language])
    return f"{1000 * (process_time() - begun) / ROUNDS / max(1, len(told)):.2f} ms"
