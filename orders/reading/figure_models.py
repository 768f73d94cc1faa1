"""The tables of what each day of the market came to, and of how it does what merchants are measured by."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    Named,
    String,
    Table,
    TypedColumns,
    text,
)

from database.metadata import Identity, Instant, metadata


class MarketDayColumns(TypedColumns):
    """A day that is over, from one moment to another: how many did what. Written once."""

    begins_at = Column(Instant, primary_key=True, autoincrement=False)
    ends_at: Named[datetime] = Column(Instant)
    guests: Named[int]  # came for the first time
    searching: Named[int]  # looked for something, each once
    viewing: Named[int] = Column(Integer, server_default=text("0"))  # looked at a service, likewise
    held: Named[int]  # orders that began
    placed: Named[int]  # of any day that were paid or are free
    redeemed: Named[int]  # whose code was used for the first time


class MarketDaySumColumns(TypedColumns):
    """Its orders and money in one currency, in minor units."""

    begins_at = Column(Instant, ForeignKey("market_days.begins_at"), primary_key=True)
    currency = Column(String(3), primary_key=True)
    placed: Named[int]
    paid: Named[int] = Column(BigInteger)
    earned: Named[int] = Column(BigInteger)
    commission: Named[int] = Column(BigInteger)
    refunded: Named[int] = Column(BigInteger)


class MarketScoreColumns(TypedColumns):
    """What all merchants together did with the orders placed from a moment on."""

    id = Column(Identity, primary_key=True)
    since: Named[datetime] = Column(Instant)
    made_at: Named[datetime] = Column(Instant)
    orders: Named[int]
    answered: Named[int]
    confirm_seconds: Named[int | None]  # the median
    declined: Named[int]
    unanswered: Named[int]
    cancelled: Named[int]
    unused: Named[int]
    refunded: Named[int]
    complained: Named[int | None]
    stars: Named[int]
    ratings: Named[int]


market_days = Table(
    "market_days",
    metadata,
    MarketDayColumns,
    CheckConstraint(text("ends_at > begins_at"), name="time"),
)
market_day_sums = Table("market_day_sums", metadata, MarketDaySumColumns)
market_scores = Table("market_scores", metadata, MarketScoreColumns)
