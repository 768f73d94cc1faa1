"""Whatever the domain has to tell, somebody knows how to say."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from handlers.notices import RENDERERS
from orders.notices import VOUCHER

TELLING = {"notice": 0, "to_guest": 1, "to_operators": 1}
"""Functions that put news into the outbox, and where their argument `about` stands."""


def abouts() -> Iterator[str]:
    for package in ("orders", "catalog", "payments", "people", "promotions"):
        for folder in import_module(package).__path__:
            for path in Path(folder).rglob("*.py"):
                yield from told_in(ast.parse(path.read_text()))


def told_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = TELLING.get(node.func.id)
            if place is not None and len(node.args) > place:
                about = node.args[place]
                if isinstance(about, ast.Constant):
                    yield str(about.value)
                elif isinstance(about, ast.Name) and about.id == "VOUCHER":
                    yield VOUCHER


def test_every_notice_has_its_words() -> None:
    told = set(abouts())

    assert "voucher" in told
    assert told - set(RENDERERS) == set()
