"""Brings the translations' files up to date with the texts in the code: `make messages`."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
TEMPLATE = HERE / "hereabouts.pot"
SPOKEN_IN = ("handlers", "console", "wording", "bot")
LANGUAGES = ("ar", "ru", "zh_Hans")
"""A new one is added here; the next update makes its file."""

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "say": None, "ngettext": (1, 2)}
TEMPLATES = "jinja2.ext.babel_extract"
HEADER = "# The texts of Hereabouts. `make messages` brings this file up to date with the code."
_NOT_KEPT = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Generated-By',
    b'"Report-Msgid-Bugs-To',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Project-Id-Version',
)
"""They change without a message having changed, or say nothing."""


def main() -> int:
    """Writes the files, or with `--check` says what is not as it should be."""
    updated = dict(wanted())
    if "--check" not in sys.argv[1:]:
        for path, content in updated.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return 0
    complaints = [*_outdated(updated), *untranslated()]
    sys.stderr.write("".join(f"{complaint}\n" for complaint in complaints))
    return 1 if complaints else 0


def wanted() -> Iterator[tuple[Path, bytes]]:
    """Each file of messages as it should read now."""
    template = extract()
    yield TEMPLATE, written(template)
    for path in translations():
        catalogue = _read(path)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        yield path, written(catalogue)


def translations() -> list[Path]:
    """The translated files, one a language."""
    return [HERE / language / "LC_MESSAGES" / "hereabouts.po" for language in LANGUAGES]


def extract() -> Catalog:
    """Every text that the code says to people; the command line speaks English."""
    catalogue = Catalog(project="Hereabouts", charset="utf-8")
    for package in SPOKEN_IN:
        root = HERE.parent / package
        found = extract_from_dir(
            root,
            [("commands/**.py", "ignore"), ("**.py", "python"), ("**.html", TEMPLATES)],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
        )
        for name, _line, message, comments, context in found:
            catalogue.add(
                message,
                locations=[(f"{package}/{name}", 0)],
                auto_comments=comments,
                context=context,
            )
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as a file that changes only when its messages do."""
    target = BytesIO()
    catalogue.fuzzy = False
    catalogue.header_comment = HEADER
    write_po(
        target, catalogue, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True
    )
    return b"".join(
        line
        for line in target.getvalue().splitlines(keepends=True)
        if not line.startswith(_NOT_KEPT)
    )


def untranslated() -> Iterator[str]:
    """What the translators have yet to do."""
    for path in translations():
        catalogue = _read(path)
        for message in catalogue:
            if message.id and not _complete(message):
                yield f"{path.parent.parent.name}: not translated: {message.id!r}"


def _complete(message: Message) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(said) and not message.fuzzy


def _outdated(updated: dict[Path, bytes]) -> Iterator[str]:
    for path, content in updated.items():
        if not path.exists() or path.read_bytes() != content:
            yield f"{path.relative_to(HERE.parent)} is out of date: run `make messages`"


def _read(path: Path) -> Catalog:
    language = path.parent.parent.name
    if not path.exists():
        return Catalog(locale=language, project="Hereabouts", charset="utf-8")
    with path.open("rb") as source:
        return read_po(source, locale=language)


if __name__ == "__main__":
    sys.exit(main())
