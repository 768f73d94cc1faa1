"""What an import says when it is over: what it did, and what was refused, by kind."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice, zip_longest
from pathlib import Path
from types import MappingProxyType

from bot.commands.shell import say
from catalog.candidate import Problem, Reason
from catalog.importing import Report
from database.cells import harmless

SHOWN = 20
"""So many refusals are shown, of each kind some; a report file has all of them."""

TO_DO: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NO_NAME: "guests could not ask for it: give it a name",
        Reason.NO_PLACE: "give it coordinates",
        Reason.BAD_COORDINATES: "give its latitude and longitude in degrees, with a decimal point",
        Reason.NOT_A_MERCHANT: "nothing can be had there, so there is nothing to do",
        Reason.CLOSED: "it is given up, not built yet or past its last day, so there is nothing to do",
        Reason.NOT_PUBLIC: "only some people may go in, so there is nothing to do",
        Reason.DOUBLE: "the file has it twice, and once was taken, so there is nothing to do",
        Reason.NOT_A_FEATURE: "export the file again",
        Reason.UNREADABLE: "what follows was not read: export the file again",
        Reason.UNKNOWN_LETTERS: "save it as UTF-8, or say with --encoding what it is",
        Reason.BAD_LETTERS: "some of its letters were lost: type them again, and save it as UTF-8",
        Reason.BAD_HOURS: "write them like “Mo-Fr 09:00-17:00; Sa 10:00-14:00”",
        Reason.BAD_PHONE: "write it as it is dialled from abroad, like +358 9 612 3456",
        Reason.BAD_WEBSITE: "write its whole address, from https:// on",
        Reason.BAD_CATEGORY: "use one of those that docs/importing.md names",
        Reason.BAD_SERVICE: "a currency like EUR, whole minutes and capacity",
        Reason.BAD_PRICE: "one amount in digits, like 1200.50, no finer than its currency",
        Reason.UNCLEAR_PRICE: "to some that is thousands, to others cents: write it in one of the "
        "ways that stand beside it",
        Reason.UNPAYABLE_PRICE: "a payment in this currency may come to what stands beside it: set "
        "a price within that, or 0",
        Reason.BAD_CURRENCY: "Telegram takes no payments in it: price it in another, like EUR",
        Reason.BAD_PEOPLE: "people are names with commas between, of a service that has minutes",
        Reason.DOUBLE_SERVICE: "give each service of a merchant a name of its own, like “Haircut, "
        "60 minutes”",
        Reason.DOUBLE_ID: "two merchants have one id, and the first has it now: give each its own",
        Reason.BROKEN_ROW: "a quote stands in the wrong place: put a text between two of them, and "
        "double those within it",
        Reason.TOO_MANY_CELLS: "put every text with a separator in it between quotes",
        Reason.DOUBLE_COLUMN: "two columns have this name: keep one",
        Reason.UNKNOWN_PLACE: "say whose menu it is by the id of an import or here:12, and at which of "
        "its addresses where it has several",
        Reason.NO_SECTION: "say in which section of the menu it stands",
        Reason.TOO_LONG: "sections have up to 40 characters, items up to 60: shorten it",
        Reason.BAD_OPTIONS: "write them like “Milk (1): whole* | oat +0.60; Extras (0-3): syrup +0.50”",
        Reason.BAD_MARK: "use the words for diets and allergens that docs/importing.md lists",
        Reason.BAD_NUMBER: "stock is a whole number from 1 on, tax a percentage; or leave it empty",
        Reason.BAD_SERVED: "write one span like 07:00-11:30, the same in every row of the section",
        Reason.DOUBLE_ITEM: "give each item of a section a name of its own",
        Reason.MENU_FULL: "a menu has up to 40 sections and 500 items: take something off first",
        Reason.BAD_PHOTO: "name a JPEG, PNG, WebP or GIF file of up to 12 MB that lies beside this one, or "
        "leave it empty",
        Reason.UNKNOWN_COLUMN: "nothing of it was taken: docs/importing.md lists the columns",
        Reason.MISSING_COLUMN: "add it; docs/importing.md lists the columns",
    }
)
"""What helps against a refusal, before the file is imported again."""

WRITTEN_AS: Mapping[str, str] = MappingProxyType(
    {
        "gb18030": "GBK",
        "cp932": "Shift JIS",
        "cp949": "Korean EUC",
        "big5": "Big5",
        "mac_roman": "Mac Roman",
        "koi8_r": "KOI8-R",
        "utf-8-sig": "UTF-8",
    }
)
"""What people call encodings that Python calls otherwise."""


def tell(report: Report) -> None:
    say(
        f"{report.merchants} {report.what}: {report.new} new, {report.changed} changed, "
        f"{report.unchanged} as before, {report.kept} looked after here and left alone"
    )
    if report.archived:
        say(f"{report.archived} taken off, which the file has no more")
    if report.places:
        say(f"{report.places} places to search around")
    if report.unserved:
        say(
            f"Places where nothing can be ordered yet: {report.unserved}. Their people let guests order "
            "on their desk, under Menu: Pick-up, or Tables"
        )
    for attribution in sorted(report.attributions):
        say(f"Source: {attribution}")
    _tell_encoding(report)
    shown = useful(report.problems)
    kinds = report.refused.most_common()
    for reason, number in sorted(kinds, key=lambda kind: not kind[0].actionable):
        partly = " (the rest of the row was taken)" if reason.partial and report.in_parts else ""
        say(f"Refused {number} × {reason.value.replace('_', ' ')}{partly}: {TO_DO[reason]}")
        for problem in shown.get(reason, ()):
            say(f"  {_in_words(problem)}")
    left = sum(number for reason, number in kinds if reason.actionable) - sum(
        map(len, shown.values())
    )
    if left > 0:
        say(f"  … and {left} more that can be mended; --report FILE writes all of them")


def _tell_encoding(report: Report) -> None:
    """Nothing where it is what it should be; a guess with names that show whether it is right."""
    encoding = report.encoding
    if encoding is None or encoding.name in {"utf-8", "utf-8-sig"}:
        return
    name = WRITTEN_AS.get(encoding.name, encoding.name.upper().replace("CP12", "Windows-12"))
    if not encoding.guessed:
        say(f"Read as {name}")
        return
    seen = ", ".join(f"“{each}”" for each in report.names)
    look = f" Are these names right? {seen}" if seen else ""
    say(f"Read as {name}, which is a guess.{look} If not, import it again with --encoding NAME.")


def useful(problems: Iterable[Problem]) -> Mapping[Reason, list[Problem]]:
    """Those that somebody can act on, of each kind some, the first of each first."""
    kinds: dict[Reason, list[Problem]] = {}
    for problem in problems:
        if problem.reason.actionable:
            kinds.setdefault(problem.reason, []).append(problem)
    in_turn = chain.from_iterable(zip_longest(*kinds.values()))
    chosen: dict[Reason, list[Problem]] = {}
    for problem in islice(filter(None, in_turn), SHOWN):
        chosen.setdefault(problem.reason, []).append(problem)
    return chosen


def _in_words(problem: Problem) -> str:
    words = (problem.where, problem.name, problem.reason.value.replace("_", " "), problem.what)
    return " · ".join(" ".join(word.split())[:80] for word in words if word)


def write(report: Report, target: Path) -> None:
    """Every refusal, for a spreadsheet."""
    with target.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("where", "name", "reason", "what", "to do"))
        rows.writerows(map(_row, report.problems))


def _row(problem: Problem) -> Iterator[str]:
    told = (problem.where, problem.name, problem.reason.value, problem.what, TO_DO[problem.reason])
    return map(harmless, told)
