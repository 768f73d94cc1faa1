"""The table of reminders: which were put on their way."""

from sqlalchemy import Column, ForeignKey, String, Table, TypedColumns

from database.metadata import Identity, Instant, metadata


class ReminderColumns(TypedColumns):
    """A reminder that was put on its way, so that it is put once."""

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    kind = Column(String(10), primary_key=True)
    at = Column(Instant, nullable=False)


reminders = Table("reminders", metadata, ReminderColumns)
