"""What is left out when all tests are run, and tried in `make torture` or when a folder is asked for.

What runs on both engines is what each does in its own way: who comes at once, what the tables refuse,
what is searched, summed, repaired, migrated and lived at random, and what proves an invariant. A test
of something else runs on one. PostgreSQL's are the talks, which go through the whole product word for
word; SQLite's are the screens, the bot over HTTP, and what is done step by step. Where only such a
test has PostgreSQL run some statement, find something with it or refuse something, it is marked for
both (decision 104).

A use case that is tried with several values runs on both with the first of them, and on one with each
other: the statements are the same. What judges the tests themselves is `make torture`'s, and so is
what is marked `long`: something shorter tries the same.
"""

import re
from functools import cache
from pathlib import Path
from zlib import crc32

import pytest

from tests.thoroughness import THOROUGH

ENGINES = ("sqlite", "postgresql")
PROOF = re.compile(r"tests/[\w/]+\.py::\w+")
SCREENS = (
    "handlers",
    "bot/commands/test_check.py",
    "bot/commands/test_command_line.py",
    "bot/commands/test_import.py",
    "bot/test_backdating.py",
    "bot/test_campaigns.py",
    "bot/test_faults.py",
    "bot/test_invoice_links.py",
    "bot/test_offers.py",
    "bot/test_paying.py",
    "bot/test_quiet_market.py",
    "bot/test_reconciling.py",
    "bot/test_repair.py",
    "bot/test_settle.py",
    "bot/test_talking.py",
    "bot/test_void_vouchers.py",
    "bot/test_webhook.py",
    "catalog/test_importing.py",
    "catalog/test_importing_again.py",
    "catalog/test_menu_keeping.py",
    "catalog/test_seeding.py",
    "payments/test_evidence.py",
)
"""What calls use cases that have tests of their own, or runs through many of them: on SQLite."""

COURSES = {
    "bot": ("clock", "following", "questions", "viewers"),
    "catalog": (
        *("brands", "claiming", "furnishing", "keeping", "leaving_out", "menu_importing"),
        *("menu_reading", "opening", "pacing", "spans", "tables", "widening"),
    ),
    "orders": (
        *("addons", "agreed", "at_hand", "at_table", "attending", "availability", "bills"),
        *("cart_limits", "carts", "chosen", "closing", "collecting", "complaining"),
        *("complaints_kept", "correcting", "counter", "counter_lists", "courier_pay"),
        *("dead_holds_of_menus", "delivering", "dispute_fees", "ending", "ending_proposals"),
        *("goodwill", "guests", "hold_runs_out", "lacking", "live_map", "menus_paid_in_parts"),
        *("messaging", "moving", "paying_couriers", "payment_plans", "payout_accounts"),
        *("payouts", "pickup", "preferring", "preparing", "proposing", "redeeming"),
        *("repeating", "replacing", "reported_conversations", "reversing", "reviewing"),
        *("rights", "rosters", "sent_away", "settling", "smaller_capacity", "soonest"),
        *("supporting", "suspending", "tickets", "trying_again", "turns", "visits"),
        *("waiting_for_visits", "what_can_be_paid", "written_in_visits"),
    ),
    "people": ("consenting", "inviting", "marks", "money_under_way", "naming", "privacy"),
    "promotions": (
        *("attributing", "audiences", "composing", "delivering", "results", "rights"),
        "sending",
    ),
    "queueing": ("waiting",),
}
"""What is done step by step, and what it comes to: by folder and file, on SQLite unless it proves an invariant."""

BY_NAME = ("console", "structure", "bot/test_giving_up.py")
"""On either."""

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
    if place.stem.removeprefix("test_") in COURSES.get(place.parts[0], ()):
        return None if is_proof(item) else "sqlite"
    if place.parts[0] in SCREENS or place.as_posix() in SCREENS:
        return "sqlite"
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
