"""Reads a DATABASE_URL as people write it and names the driver that we speak it with."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from database.errors import UnknownDatabase

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}


def parse(url: str | URL) -> URL:
    """The address with the asynchronous driver, whatever driver it was written with."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise UnknownDatabase(str(url)) from error
    backend = address.drivername.partition("+")[0]
    if backend not in DRIVERS:
        raise UnknownDatabase(backend)
    return with_ssl(address.set(drivername=DRIVERS[backend]))


def with_ssl(address: URL) -> URL:
    """Hosts hand out addresses with libpq's `sslmode`; asyncpg calls the same thing `ssl`."""
    mode = address.query.get("sslmode")
    if mode is None:
        return address
    return address.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
