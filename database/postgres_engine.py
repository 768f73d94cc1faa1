"""The two pools of connections to PostgreSQL: one that writes, one that can only read."""

from sqlalchemy import URL, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from database.json_texts import as_text
from database.postgres_unit import remember_failure

POOL = 8
RESERVED = 2
"""More connections in the pool that writes, which only urgent units take."""

SETTINGS = {
    "application_name": "hereabouts",
    "default_transaction_isolation": "read committed",
    "idle_in_transaction_session_timeout": "10s",
    "jit": "off",  # a search is planned for many times what it finds: to compile it takes far longer
    "lock_timeout": "3s",
    "statement_timeout": "10s",
    "synchronous_commit": "on",
    "timezone": "UTC",
}


def writing_engine(url: URL) -> AsyncEngine:
    engine = engine_with(url, SETTINGS, POOL + RESERVED)
    event.listen(engine.sync_engine, "handle_error", remember_failure)
    return engine


def reading_engine(url: URL) -> AsyncEngine:
    """Without BEGIN and COMMIT around it, a single statement takes half the time."""
    settings = SETTINGS | {"default_transaction_read_only": "on"}
    return engine_with(url, settings, POOL, isolation_level="AUTOCOMMIT")


def engine_with(
    url: URL, settings: dict[str, str], connections: int, **options: str
) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_use_lifo=True,
        json_serializer=as_text,
        connect_args={"server_settings": settings, "prepared_statement_cache_size": 500},
        **options,
    )
