"""What runs on one engine is named by file and folder: each of them is there, and named once."""

from pathlib import Path

import pytest

from tests.engines import BY_FOLDER, BY_NAME, BY_VALUES, COURSES, SCREENS, proofs

TESTS = Path(__file__).parents[1]
FILES = [f"{folder}/test_{name}.py" for folder, names in COURSES.items() for name in names]


@pytest.mark.parametrize("place", [*SCREENS, *FILES, *BY_NAME, *BY_VALUES, *BY_FOLDER])
def test_it_is_there(place: str) -> None:
    assert (TESTS / place).exists()


def test_each_is_named_once() -> None:
    named = [*SCREENS, *FILES, *BY_NAME]

    assert len(named) == len(set(named))


def test_there_are_proofs() -> None:
    """Else none would run on both."""
    assert any(each.startswith("tests/orders/") for each in proofs())
