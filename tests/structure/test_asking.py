"""Every use case that changes something and that a page or move calls asks who it is that acts."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
DOMAIN = ("people", "catalog", "payments", "orders", "promotions")
DOORS = ("handlers", "console")

WRITES = frozenset({"insert", "update", "delete", "upsert", "insert_for", "insert_into", "put_all"})
ASKS = frozenset(
    {
        "require",
        "may_invite",
        "works_for",
        "locked_for_guest",
        "locked_for_staff",
        "for_staff",
        "locked_by_code",
        "keep",
        "keep_alone",
    }
)
"""The wall itself, whose order it is, and `standing.keep`: somebody who is not forgotten, about themselves."""

OWN = frozenset(
    {
        "catalog.favouriting.toggle",
        "catalog.searching.refine",
        "catalog.searching.remember",
        "orders.course.guessing.note",
        "orders.money.preparing.prepare",
        "people.choosing.choose_locale",
        "people.consenting.grant",
        "people.consenting.withdraw",
        "people.forgetting.forget",
        "people.looking.record_all",
        "people.signing_in.end",
        "people.signing_in.seen",
    }
)
"""Change nothing but the acting person's own rows, found by their id."""

ASKED_BEFORE = frozenset({"orders.course.redeeming.redeem_locked"})
"""Takes an order that was locked for a person who was asked, in the same transaction."""

BY_ITSELF = frozenset({"orders.guests.written_in.forget"})
"""What goes by its age: a worker does it, and nobody else."""


@dataclass
class Function:
    """What a function calls, by names as they are written."""

    module: str
    name: str
    calls: set[str] = field(default_factory=set)
    public: bool = True


def modules(folder: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((HOUSE / folder).rglob("*.py")):
        name = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
        yield name, ast.parse(path.read_text())


def called(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            match each.func:
                case ast.Name(id=name):
                    yield name
                case ast.Attribute(value=ast.Name(id=owner), attr=name):
                    yield f"{owner}.{name}"
                case ast.Attribute(attr=name):
                    yield f".{name}"


def functions() -> dict[str, Function]:
    """By `module.name`, calls resolved to the same where the imports say so."""
    found: dict[str, Function] = {}
    for folder in DOMAIN:
        for module, tree in modules(folder):
            names = imported(tree)
            own = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
            for each in tree.body:
                if isinstance(each, ast.FunctionDef):
                    calls = {resolved(call, module, names, own) for call in called(each)}
                    found[f"{module}.{each.name}"] = Function(module, each.name, calls)
    return found


def imported(tree: ast.Module) -> dict[str, str]:
    names = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def resolved(call: str, module: str, names: Mapping[str, str], own: set[str]) -> str:
    owner, _, name = call.rpartition(".")
    if not owner:
        return f"{module}.{name}" if name in own else names.get(name, name)
    return f"{names[owner]}.{name}" if owner in names else call


def reach(start: str, found: Mapping[str, Function]) -> set[str]:
    """Everything that a function calls, and what that calls."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if here in found:
            waiting.extend(found[here].calls)
    return seen


def last(name: str) -> str:
    return name.rpartition(".")[2]


def used_by_doors(found: Mapping[str, Function]) -> set[str]:
    """Functions of the domain that pages, moves and the console call."""
    used = set()
    faces = face()
    for folder in DOORS:
        for module, tree in modules(folder):
            names = {name: faces.get(whole, whole) for name, whole in imported(tree).items()}
            own = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
            used |= {resolved(call, module, names, own) for call in called(tree)}
    return used & set(found)


def face() -> dict[str, str]:
    """What `orders` shows under its own name, by where it is."""
    tree = ast.parse((HOUSE / "orders/__init__.py").read_text())
    return {f"orders.{name}": whole for name, whole in imported(tree).items()}


def changing() -> dict[str, set[str]]:
    """(use case, all that it reaches) of those that write."""
    found = functions()
    reached = {name: reach(name, found) for name in used_by_doors(found)}
    return {
        name: names for name, names in reached.items() if {last(each) for each in names} & WRITES
    }


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    return changing()


def test_use_cases_are_found(found: dict[str, set[str]]) -> None:
    assert {
        "catalog.staffing.dismiss",
        "orders.booking.placing.hold",
        "orders.course.cancelling.cancel_by_guest",
        "promotions.sending.start",
    } <= set(found)


def test_it_asks(found: dict[str, set[str]]) -> None:
    asking = {name for name, calls in found.items() if {last(each) for each in calls} & ASKS}
    assert found.keys() - asking == OWN | ASKED_BEFORE | BY_ITSELF
