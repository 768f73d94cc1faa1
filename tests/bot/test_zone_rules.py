"""A law that changes the clocks counts once the market's own package knows it, whatever the machine does."""

import zoneinfo
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from bot.commands.shell import carry_out

NOON = datetime(2027, 1, 15, 12)  # noqa: DTZ001 - by the clock on the wall


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[None]:
    """One on which Vancouver's clocks show what Helsinki's do."""
    before = zoneinfo.TZPATH
    rules = tmp_path / "America" / "Vancouver"
    rules.parent.mkdir()
    rules.write_bytes(helsinki())
    zoneinfo.reset_tzpath(to=(str(tmp_path),))
    yield
    zoneinfo.reset_tzpath(to=before)


def helsinki() -> bytes:
    return files("tzdata").joinpath("zoneinfo", "Europe", "Helsinki").read_bytes()


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(("kept", "hours"), [(False, -7), (True, 2)])
def test_a_command_goes_by_the_rules_of_the_package(
    monkeypatch: pytest.MonkeyPatch, *, kept: bool, hours: int
) -> None:
    """Unless whoever runs it says that they keep the machine's."""
    monkeypatch.delenv("PYTHONTZPATH", raising=False)
    if kept:
        monkeypatch.setenv("PYTHONTZPATH", "/anywhere")
    seen: list[timedelta | None] = []

    async def look() -> None:
        seen.append(zoneinfo.ZoneInfo.no_cache("America/Vancouver").utcoffset(NOON))

    with pytest.raises(SystemExit):
        carry_out(look)
    assert seen == [timedelta(hours=hours)]
