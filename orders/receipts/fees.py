"""The market's invoice to a merchant for the commission of a settlement, given with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Connection, insert, select

from catalog import legal
from catalog.models import locations, merchants
from orders.receipts import numbering
from orders.receipts.receipt_models import FeeKind, fee_invoices
from orders.taxing import Rate, tax_in


@dataclass(frozen=True, slots=True)
class FeeIssuer:
    """Who runs the market by law, and the tax that its commission includes; empty where not set."""

    name: str = ""
    address: str = ""
    tax_number: str = ""
    basis_points: Rate = None


UNNAMED = FeeIssuer()


@dataclass(frozen=True, slots=True)
class FeeContent:
    """From whom to whom, as of then. `number` is the settlement's own of its merchant."""

    issuer_name: str
    issuer_address: str
    issuer_tax_number: str
    merchant: str
    legal_name: str
    legal_address: str
    tax_number: str
    zone: str
    settlement: int
    until: datetime

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"until": self.until.isoformat()}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """As `as_json` gave it."""
        return cls(**dict(stored) | {"until": datetime.fromisoformat(stored["until"])})


@dataclass(frozen=True, slots=True)
class FeeInvoice:
    """An invoice, or a credit note where the commission came to less than nothing; tax included."""

    settlement_id: int
    merchant_id: int
    kind: FeeKind
    number: int
    amount: int
    currency: str
    basis_points: Rate
    tax: int
    content: FeeContent
    at: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """The settlement for which it is, and its commission in minor units."""

    settlement_id: int
    merchant_id: int
    number: int
    commission: int
    until: datetime


def invoice(connection: Connection, settled: Settled, issuer: FeeIssuer, now: datetime) -> None:
    """In the market's next number; nothing for no commission."""
    if not settled.commission:
        return
    amount = abs(settled.commission)
    kind = FeeKind.INVOICE if settled.commission > 0 else FeeKind.CREDIT_NOTE
    content = content_of(connection, settled, issuer)
    row = {
        "settlement_id": settled.settlement_id,
        "kind": kind,
        "amount": amount,
        "basis_points": issuer.basis_points,
        "tax": tax_in(amount, issuer.basis_points),
        "content": content.as_json(),
        "at": now,
    }
    number = numbering.next_of_market(connection, kind)
    connection.execute(insert(fee_invoices).values(**row, number=number))


def content_of(connection: Connection, settled: Settled, issuer: FeeIssuer) -> FeeContent:
    zone = select(locations.c.zone).where(locations.c.merchant_id == merchants.c.id)
    zone = zone.order_by(locations.c.id).limit(1).correlate(merchants)
    query = select(merchants.c.name, zone.scalar_subquery().label("zone"))
    shop = connection.execute(query.where(merchants.c.id == settled.merchant_id)).one()
    entity = legal.legal_entity(connection, settled.merchant_id)
    return FeeContent(
        issuer_name=issuer.name,
        issuer_address=issuer.address,
        issuer_tax_number=issuer.tax_number,
        merchant=shop.name,
        legal_name=entity.name,
        legal_address=entity.address,
        tax_number=entity.tax_number,
        zone=shop.zone or "UTC",
        settlement=settled.number,
        until=settled.until,
    )
