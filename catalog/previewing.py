"""A place as guests will see it once it is approved, before there is one."""

from catalog.applications import Application
from catalog.errors import ApplicationIncomplete
from catalog.views import LocationView, MerchantState, MerchantView, Rating, ServiceBrief
from catalog.weekly import Timetable
from catalog.zones import zone_at

NOBODY_YET = Rating(None, 0)
NOWHERE_YET = 0
"""The id of what is only shown."""


def preview(application: Application) -> MerchantView:
    """Raises ApplicationIncomplete where too little was said of it."""
    if application.category is None:
        raise ApplicationIncomplete(application.id)
    services = services_of(application)
    return MerchantView(
        id=NOWHERE_YET,
        name=application.name,
        description="",
        category=application.category,
        state=MerchantState.ACTIVE,
        approved=True,
        photo=application.photo or None,
        auto_confirm=True,
        confirm_minutes=0,
        commission_basis_points=0,
        max_no_shows=1,
        takes_bills=False,
        bill_discount_percent=0,
        takes_tips=False,
        source="",
        attribution=None,
        rating=NOBODY_YET,
        locations=(location_of(application, bookable=bool(services)),),
        services=services,
    )


def location_of(application: Application, *, bookable: bool) -> LocationView:
    point = application.point
    if point is None or application.address is None:
        raise ApplicationIncomplete(application.id)
    zone = zone_at(point)
    week = application.week
    return LocationView(
        id=NOWHERE_YET,
        merchant_id=NOWHERE_YET,
        name="",
        address=application.address,
        point=point,
        zone=zone,
        phone=None,
        website=None,
        opening_hours=None,
        timetable=Timetable(zone, week, own=True) if week else None,
        bookable=bookable,
        price_from=None,
        rating=NOBODY_YET,
    )


def services_of(application: Application) -> tuple[ServiceBrief, ...]:
    service = application.service
    if service is None or not service.whole:
        return ()
    assert service.price is not None
    return (
        ServiceBrief(
            id=NOWHERE_YET,
            location_id=NOWHERE_YET,
            name=service.name,
            description="",
            price=service.price,
            was_price=None,
            currency=service.currency,
            duration_minutes=service.minutes or None,
            uses=1,
            photo=None,
        ),
    )
