"""How a program looks for garbage, from its first line to its last."""

import gc

import pytest

from bot.cli import main


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the garbage collector is told, which here goes on as before."""
    said: list[str] = []
    monkeypatch.setattr(gc, "set_threshold", lambda *_: said.append("rarely"))
    monkeypatch.setattr(gc, "freeze", lambda: said.append("no more"))
    return said


def test_a_command_looks_rarely_and_takes_nothing_apart_at_its_end(
    told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["hereabouts", "--help"])

    with pytest.raises(SystemExit):
        main()

    assert told == ["rarely", "no more"]
