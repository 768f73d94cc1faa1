"""Holidays are those of the country and the region that a place lies in."""

import subprocess
import sys
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays

from catalog.hours import open_state
from catalog.opening_hours import calendars
from catalog.opening_hours.calendars import PATIENCE, holidays_of
from catalog.regions import region_of
from tests.calendars import by_another

STUTTGART = ("Europe/Berlin", 48.78, 9.18)
BERLIN = ("Europe/Berlin", 52.52, 13.40)
BARCELONA = ("Europe/Madrid", 41.39, 2.17)
MADRID = ("Europe/Madrid", 40.42, -3.70)
LONDON = ("Europe/London", 51.51, -0.13)
EDINBURGH = ("Europe/London", 55.95, -3.19)
HELSINKI = ("Europe/Helsinki", 60.17, 24.94)


@pytest.mark.parametrize(
    ("place", "day", "is_open"),
    [
        (LONDON, "2026-04-06", False),
        (LONDON, "2026-08-31", False),
        (LONDON, "2026-12-28", False),
        (LONDON, "2026-11-30", True),
        (EDINBURGH, "2026-11-30", False),
        (EDINBURGH, "2026-08-31", True),
        (("America/New_York", 40.71, -74.01), "2026-07-04", False),
        (("America/New_York", 40.71, -74.01), "2026-07-06", True),
        (("Asia/Jerusalem", 32.08, 34.78), "2026-09-12", False),
        (("Asia/Amman", 31.95, 35.93), "2026-05-25", False),
        (("Asia/Beirut", 33.89, 35.50), "2026-11-22", False),
        (("Asia/Riyadh", 24.71, 46.68), "2026-09-23", False),
        (STUTTGART, "2026-01-06", False),
        (BERLIN, "2026-01-06", True),
        (BERLIN, "2026-03-08", False),
        (BARCELONA, "2026-09-11", False),
        (MADRID, "2026-09-11", True),
        (MADRID, "2026-12-25", False),
        (("Europe/Paris", 48.58, 7.75), "2026-04-03", False),
        (("Europe/Paris", 49.12, 6.18), "2026-12-26", False),
        (("Europe/Paris", 48.69, 6.18), "2026-12-26", True),
        (("Europe/Paris", 48.86, 2.35), "2026-04-03", True),
        (("Indian/Reunion", -20.88, 55.45), "2026-12-20", False),
        (("Europe/Rome", 46.50, 11.35), "2026-05-25", False),
        (("Europe/Rome", 45.46, 9.19), "2026-12-07", False),
        (("Europe/Rome", 45.45, 8.62), "2026-12-07", True),
        (("Europe/Rome", 41.90, 12.48), "2026-06-29", False),
        (("Europe/Rome", 41.90, 12.48), "2026-05-25", True),
        (("Europe/Lisbon", 38.71, -9.14), "2026-06-13", False),
        (("Europe/Lisbon", 41.15, -8.61), "2026-06-24", False),
        (("Europe/Lisbon", 38.70, -9.42), "2026-06-13", True),
        (("Atlantic/Madeira", 32.65, -16.91), "2026-07-01", False),
        (("Atlantic/Azores", 37.74, -25.67), "2026-05-25", False),
        (HELSINKI, "2026-12-06", False),
        (HELSINKI, "2026-12-07", True),
    ],
)
def test_ph_off_closes_on_the_holidays_of_the_place(
    place: tuple[str, float, float], day: str, is_open: bool
) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(place[0]))
    assert open_state("Mo-Su 09:00-17:00; PH off", *place, noon).open is is_open
    assert open_state("PH 09:00-17:00", *place, noon).open is not is_open


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "region"),
    [
        ("DE", 48.78, 9.18, "BW"),
        ("DE", 48.14, 11.58, "BY"),
        ("ES", 41.39, 2.17, "CT"),
        ("GB", 54.60, -5.93, "NIR"),
        ("GB", 51.48, -3.18, "WLS"),
        ("GB", 0.0, 0.0, "ENG"),
        ("US", 37.87, -122.27, "CA"),
        ("CH", 46.20, 6.14, "GE"),
        ("FI", 60.17, 24.94, None),
        ("FR", 48.58, 7.75, "6AE"),
        ("FR", 48.86, 2.35, None),
        ("IT", 44.14, 12.24, "Cesena"),
        ("IT", 45.45, 8.62, "NO"),
        ("IT", 45.54, 10.22, "BS"),
        ("IT", 45.63, 9.36, None),
    ],
)
def test_a_region_is_known_by_its_nearest_town(
    country: str, latitude: float, longitude: float, region: str | None
) -> None:
    assert region_of(country, latitude, longitude) == region


def test_a_country_whose_holidays_nobody_knows_has_none() -> None:
    noon = datetime.fromisoformat("2026-12-25T12:00+00:00")
    assert open_state("Mo-Su 00:00-24:00; PH off", "Etc/UTC", 0.0, 0.0, noon).open is True


@pytest.fixture
def as_in_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is asked."""
    monkeypatch.setattr(calendars, "_told_by_another", by_another)


@pytest.mark.usefixtures("as_in_life")
@pytest.mark.parametrize(
    ("country", "region"),
    [("DE", "BW"), ("DE", None), ("GB", None), ("FI", "none such"), ("XX", "")],
)
def test_they_are_those_of_the_library(country: str, region: str | None) -> None:
    """In each of the years that are asked for at once, and in the first after them."""
    for year in range(2032, 2037):
        assert holidays_of(country, region, year) == asked_directly(country, region, year)


@pytest.mark.usefixtures("as_in_life")
@pytest.mark.parametrize(
    ("trouble", "year"), [("no answer", 2040), ("no process", 2050), ("another end", 2060)]
)
def test_they_are_the_same_where_no_other_process_tells_them(
    monkeypatch: pytest.MonkeyPatch, trouble: str, year: int
) -> None:
    def run(*asking: Any, timeout: float, **given: Any) -> None:
        assert timeout == PATIENCE
        if trouble == "no process":
            raise BlockingIOError
        if trouble == "another end":
            raise subprocess.CalledProcessError(-9, *asking)
        real([sys.executable, "-c", "import time; time.sleep(60)"], timeout=0.1, **given)

    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", run)

    assert holidays_of("DE", "BW", year) == asked_directly("DE", "BW", year)


def asked_directly(country: str, region: str | None, year: int) -> frozenset[date]:
    for subdivision in (region, None):
        try:
            return frozenset(country_holidays(country, subdiv=subdivision, years=year))
        except NotImplementedError:
            continue
    return frozenset()
