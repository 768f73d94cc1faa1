"""The documents are true: every command, setting, link and table that they name is there."""

import re
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings
from tests import schema

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CODE = re.compile(r"```.*?```|`[^`\n]*`|^ {4}.*?$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def commands() -> set[str]:
    tree = get_command(app)
    found = set()
    for name, command in tree.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {each}" for each in inner} if inner else {name}
    return found


def test_every_command_stands_in_the_readme_and_no_other() -> None:
    told = {
        row.split("`")[1].removeprefix("hereabouts ")
        for row in README.splitlines()
        if row.startswith("| `hereabouts ")
    }
    names = {re.match(r"(?:[a-z]+ ?)+", each).group().strip() for each in told}  # type: ignore[union-attr]

    assert names == commands()


def test_every_setting_stands_in_the_readme_with_its_default() -> None:
    table = README.split("## Settings")[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \|([^|]*)\|", table, re.MULTILINE))

    assert set(rows) == {field.name.upper() for field in fields(Settings)}
    for field in fields(Settings):
        shown = rows[field.name.upper()].strip().strip("`")
        assert shown == ("" if field.default in (None, ()) else str(field.default)), field.name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = LINK.findall(CODE.sub("", document.read_text()))

    missing = [target for target in targets if not (document.parent / target).exists()]

    assert missing == []


def test_the_schema_is_the_one_of_the_tables() -> None:
    assert schema.DOCUMENT.read_text() == schema.document(), "run: make schema"


def test_decisions_are_short() -> None:
    for decision in (ROOT / "docs/decisions").glob("*.md"):
        assert len(decision.read_text().splitlines()) < 40, decision.name


def test_every_target_of_make_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)

    assert phony is not None
    for target in phony.group(1).split():
        assert re.search(rf"^{target}:.*##", makefile, re.MULTILINE), target


def test_the_changelog_says_each_thing_once() -> None:
    said = Counter(
        re.findall(r"^- .*(?:\n {2}.*)*", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    )
    assert [each for each, times in said.items() if times > 1] == []
