"""Pictures of a merchant and its services that come from a browser: kept as ours, and shown."""

from datetime import datetime

from sqlalchemy import Connection

from catalog import changing, media, services
from catalog.picturing import Sent


def show_service(
    connection: Connection, service_id: int, sent: Sent, by: int, now: datetime
) -> None:
    """From now on guests see it above what the service is."""
    services.set_photo(connection, service_id, kept(connection, sent, now), by, now)


def show_merchant(
    connection: Connection, merchant_id: int, sent: Sent, by: int, now: datetime
) -> None:
    """From now on guests see it at the top of the merchant's page."""
    changing.set_photo(connection, merchant_id, kept(connection, sent, now), by, now)


def kept(connection: Connection, sent: Sent, now: datetime) -> str:
    key = media.key_of(sent.original)
    media.keep(connection, key, sent.picture, now)
    return key
