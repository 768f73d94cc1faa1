"""What a new service is where nobody said otherwise: sensible for what the merchant is."""

from typing import Any

from catalog.categories import Category
from catalog.offering import DEFAULT_STEP, TERMS

C = Category
TOGETHER = frozenset(
    {
        C.YOGA, C.GYM, C.DANCE, C.WORKSHOP, C.TOUR, C.SPORTS, C.SWIMMING, C.CLIMBING, C.GAMES,
        C.CINEMA, C.THEATRE, C.MUSEUM, C.SAUNA, C.SPA,
    }
)  # fmt: skip
TABLES = frozenset({C.RESTAURANT, C.CAFE, C.BAR, C.FAST_FOOD, C.NIGHTCLUB})
STAYS = frozenset({C.HOTEL, C.RENTAL, C.TRAVEL})


def usual(category: str) -> dict[str, Any]:
    """Every field but what it is called, where it is and what it costs."""
    one = {"capacity": 1, "max_seats": 1}
    return {
        "description": "",
        "duration_minutes": None,
        "step_minutes": DEFAULT_STEP,
        **TERMS,
        **one,
        **by_category(category),
    }


def by_category(category: str) -> dict[str, Any]:
    if category in TOGETHER:
        return {"capacity": 10, "max_seats": 6}
    if category in TABLES:
        return {"capacity": 20, "max_seats": 8, "cancel_free_minutes": 120}
    if category in STAYS:
        return {"cancel_free_minutes": 2 * 1440, "horizon_days": 90}
    return {}


def step_for(duration_minutes: int | None) -> int:
    """How far apart the starts of something that long are, one after another."""
    return duration_minutes or DEFAULT_STEP
