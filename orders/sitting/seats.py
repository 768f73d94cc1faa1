"""Where a guest sits now, and keeping it so while something is done there."""

from sqlalchemy import Connection, ScalarSelect, bindparam, select

from orders.errors import NotAtTable, SittingOver
from orders.sitting.sitting_models import sitting_guests, sittings


def keep_open(connection: Connection, sitting_id: int, location_id: int) -> None:
    """The table is freed by nobody until the transaction ends; SittingOver where it was."""
    query = select(sittings.c.id).where(sittings.c.id == sitting_id, sittings.c.ended_at.is_(None))
    if connection.execute(query.with_for_update(read=True)).first() is None:
        raise SittingOver(location_id)


def keep_seated(connection: Connection, guest_id: int, sitting_id: int) -> None:
    """NotAtTable for whoever does not sit there; as `keep_open` for whoever does."""
    query = (
        select(sittings.c.id)
        .join(sitting_guests, sitting_guests.c.sitting_id == sittings.c.id)
        .where(
            sittings.c.id == sitting_id,
            sittings.c.ended_at.is_(None),
            sitting_guests.c.guest_id == guest_id,
        )
    )
    kept = query.with_for_update(read=True, of=sittings)
    if connection.execute(kept).first() is None:
        raise NotAtTable(sitting_id)


def seat_of(connection: Connection, guest_id: int, location_id: int) -> int | None:
    """The sitting at a place to which the guest belongs now."""
    given = {"sits": guest_id, "there": location_id}
    return connection.execute(select(seat()), given).scalar_one()


def seat() -> ScalarSelect[int | None]:
    """The same within a statement that is asked with `sits` and `there`."""
    query = (
        select(sittings.c.id)
        .join(sitting_guests, sitting_guests.c.sitting_id == sittings.c.id)
        .where(
            sitting_guests.c.guest_id == bindparam("sits"),
            sittings.c.location_id == bindparam("there"),
            sittings.c.ended_at.is_(None),
        )
    )
    return query.scalar_subquery()
