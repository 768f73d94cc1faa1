"""The table of who a merchant is by law: added to, never overwritten, so that it tells who it was when."""

from sqlalchemy import Column, ForeignKey, Index, Named, Table, TypedColumns

from database.immutable import immutable
from database.metadata import Identity, Instant, metadata


class LegalEntityColumns(TypedColumns):
    """Who sells, from `made_at` on, as receipts name them: not always what guests call the place."""

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    name: Named[str]
    address: Named[str]
    tax_number: Named[str]
    made_by: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    made_at = Column(Instant, nullable=False)


legal_entities = Table(
    "legal_entities",
    metadata,
    LegalEntityColumns,
    Index("ix_legal_entities_merchant", "merchant_id", "id"),
)

immutable(legal_entities)
