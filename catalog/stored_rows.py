"""A candidate as the columns of its merchant and its location."""

from datetime import datetime
from typing import Any

from catalog.candidate import Candidate
from catalog.geography import cell_of
from catalog.indexing import called_of, words_of
from catalog.shared_hours import Hours
from catalog.timetables import Premises
from catalog.views import MerchantState

CONFIRM_MINUTES = 120
COMMISSION = 1_000
"""Basis points: what the market keeps unless it agrees otherwise with a merchant."""

OF_MERCHANT = ("name", "description", "keywords", "category", "attribution")
OF_LOCATION = ("address", "latitude", "longitude", "zone", "phone", "website", "opening_hours")


def of_merchant(candidate: Candidate) -> dict[str, Any]:
    return {name: getattr(candidate, name) for name in OF_MERCHANT}


def of_location(candidate: Candidate) -> dict[str, Any]:
    return {
        "address": candidate.address,
        "latitude": candidate.point.latitude,
        "longitude": candidate.point.longitude,
        "zone": candidate.zone,
        "phone": candidate.phone,
        "website": candidate.website,
        "opening_hours": candidate.opening_hours,
    }


def hours_of(candidate: Candidate) -> Hours:
    point = candidate.point
    text = candidate.opening_hours
    return Hours(Premises(candidate.zone, point.latitude, point.longitude, text))


def indexed(candidate: Candidate) -> dict[str, Any]:
    """What follows from the rest; a listed merchant has nothing to book."""
    return {
        "cell": cell_of(candidate.point),
        "category": candidate.category,
        "words": words_of(searched(candidate)),
        "called": called_of(candidate.name),
    }


def searched(candidate: Candidate) -> list[str | None]:
    return [candidate.name, candidate.keywords, *(each.name for each in candidate.offered)]


def merchant_row(candidate: Candidate, now: datetime) -> dict[str, Any]:
    return of_merchant(candidate) | {
        "source": candidate.source,
        "source_id": candidate.source_id,
        "fingerprint": candidate.fingerprint,
        "state": MerchantState.LISTED,
        "auto_confirm": False,
        "confirm_minutes": CONFIRM_MINUTES,
        "commission_basis_points": COMMISSION,
        "created_at": now,
    }


def location_row(candidate: Candidate, merchant_id: int, hours_id: int) -> dict[str, Any]:
    return {
        **of_location(candidate),
        **indexed(candidate),
        "hours_id": hours_id,
        "merchant_id": merchant_id,
        "name": "",
        "bookable": False,
        "rating_sum": 0,
        "rating_count": 0,
    }
