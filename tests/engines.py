"""What is left out when all tests are run, and tried in `make torture` or when a folder is asked for.

A test of screens, or of the bot over HTTP, runs on one engine, by its name: what they call has tests
of its own on both, and what proves an invariant is marked for both. What goes on for long runs on one
by its folder. So does what an order comes to, step by step, one after the other, unless
docs/invariants.md says that it proves something: who comes at once, what the tables refuse, what is
summed and found is tried on both. A use case that is tried with several values runs on both with the first of them, and
on one with each other: the statements are the same. What judges the tests themselves is `make
torture`'s, and so is what is marked `long`: something shorter tries the same.
"""

import re
from functools import cache
from pathlib import Path
from zlib import crc32

import pytest

from tests.thoroughness import THOROUGH

ENGINES = ("sqlite", "postgresql")
PROOF = re.compile(r"tests/[\w/]+\.py::\w+")
BY_NAME = (
    "console",
    "handlers",
    "structure",
    "bot/commands/test_check.py",
    "bot/commands/test_command_line.py",
    "bot/commands/test_import.py",
    "bot/test_backdating.py",
    "bot/test_campaigns.py",
    "bot/test_faults.py",
    "bot/test_giving_up.py",
    "bot/test_invoice_links.py",
    "bot/test_offers.py",
    "bot/test_paying.py",
    "bot/test_reconciling.py",
    "bot/test_repair.py",
    "bot/test_settle.py",
    "bot/test_talking.py",
    "bot/test_void_vouchers.py",
    "bot/test_webhook.py",
    "catalog/test_importing.py",
    "catalog/test_importing_again.py",
    "catalog/test_seeding.py",
)
COURSES = (
    *("addons", "agreed", "at_table", "attending", "bills", "cart_limits", "carts", "chosen"),
    *("closing", "collecting", "complaining", "complaints_kept", "correcting", "counter"),
    *("counter_lists", "courier_pay", "dead_holds_of_menus", "delivering", "dispute_fees"),
    *("ending", "ending_proposals", "goodwill", "guests", "hold_runs_out", "messaging", "moving"),
    *("payment_plans", "payout_accounts", "payouts", "pickup", "preferring", "preparing"),
    *("proposing", "repeating", "replacing", "reported_conversations", "reversing", "reviewing"),
    *("rights", "rosters", "sent_away", "smaller_capacity", "supporting", "suspending"),
    *("tickets", "trying_again", "visits", "what_can_be_paid"),
)
"""What an order comes to: files of tests/orders, by name unless they prove an invariant."""

BY_VALUES = ("bot", "catalog", "orders", "people", "promotions", "queueing")
BY_FOLDER = {
    "transcripts": "postgresql",  # by Telegram, the same talks run on SQLite
    "journeys": "postgresql",  # the demo is on SQLite
    "torture": "sqlite",  # where a process that dies takes its database with it
}


def leave_out(items: list[pytest.Item], config: pytest.Config) -> None:
    if THOROUGH or not runs_all(config):
        return
    out = {item for item in items if is_left_out(item)}
    config.hook.pytest_deselected(items=list(out))
    items[:] = [item for item in items if item not in out]


def runs_all(config: pytest.Config) -> bool:
    given = getattr(config, "workerinput", None)
    if given is not None:
        return bool(given["whole"])
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS


def is_left_out(item: pytest.Item) -> bool:
    if item.get_closest_marker("long"):
        return True
    chosen = getattr(item, "callspec", None)
    engine = None if chosen is None else chosen.params.get("dialect")
    if engine is None:
        return False
    if item.get_closest_marker("control"):
        return True
    return engine_of(item) not in (None, engine)


def engine_of(item: pytest.Item) -> str | None:
    """None for a test that runs on both, or on the engine that it names."""
    place = item.path.relative_to(Path(__file__).parent)
    names_one = any("dialect" in each.args[0] for each in item.iter_markers("parametrize"))
    if names_one or item.get_closest_marker("both_engines"):
        return None
    if place.parts[0] == "orders" and place.stem.removeprefix("test_") in COURSES:
        return None if is_proof(item) else chosen_by(item.nodeid.partition("[")[0])
    if place.parts[0] in BY_NAME or place.as_posix() in BY_NAME:
        return chosen_by(item.nodeid.partition("[")[0])
    if place.parts[0] in BY_VALUES and not has_first_values(item):
        return chosen_by(item.nodeid.replace("sqlite", "").replace("postgresql", ""))
    return BY_FOLDER.get(place.parts[0])


def is_proof(item: pytest.Item) -> bool:
    return item.nodeid.partition("[")[0] in proofs()


@cache
def proofs() -> frozenset[str]:
    """The tests that docs/invariants.md names."""
    told = (Path(__file__).parents[1] / "docs/invariants.md").read_text(encoding="utf-8")
    return frozenset(PROOF.findall(told))


def has_first_values(item: pytest.Item) -> bool:
    """Of those that a test is tried with."""
    indices: dict[str, int] = item.callspec.indices  # type: ignore[attr-defined]
    return not any(place for name, place in indices.items() if name != "dialect")


def chosen_by(name: str) -> str:
    return ENGINES[crc32(name.encode()) % len(ENGINES)]
