"""Proves on live data that nothing was lost: every invariant, in one snapshot."""

from collections.abc import AsyncIterator
from functools import partial

from bot.clock import MachineClock
from bot.commands.database import opened
from bot.commands.shell import FAILED, say
from bot.settings import load_settings
from database.door import Database
from orders import (
    RecountedCounter,
    RecountedLocation,
    RecountedSlot,
    auditing,
    recounting,
    recounting_claims,
)


async def prove(*, repair: bool = False) -> int:
    """0 when every invariant holds, after the counters were mended if that is wanted."""
    async with opened(load_settings()) as database:
        if repair:
            await _mend(database)
        now = MachineClock().now()
        breaches = await database.read(
            lambda connection: auditing.audit(connection, now), snapshot=True
        )
    for breach in breaches:
        say(str(breach))
    say(f"{len(breaches)} breaches." if breaches else "Every invariant holds.")
    return FAILED if breaches else 0


async def _mend(database: Database) -> None:
    wrong = 0
    async for sentence in _recounted(database):
        say(sentence)
        wrong += 1
    if not wrong:
        say("No counter had to be repaired.")


async def _recounted(database: Database) -> AsyncIterator[str]:
    """Each in a short transaction of its own, so that a running bot does not wait."""
    for slot_id in await database.read(recounting.wrong_slots, snapshot=True):
        slot = await database.write(partial(recounting.recount_slot, slot_id=slot_id))
        if slot is not None:
            yield _of_slot(slot)
    for kind, counter_id in await database.read(recounting_claims.wrong_counters, snapshot=True):
        mend = partial(recounting_claims.recount_counter, kind=kind, counter_id=counter_id)
        counter = await database.write(mend)
        if counter is not None:
            yield _of_counter(counter)
    for location_id in await database.read(recounting.wrong_locations, snapshot=True):
        recount = partial(recounting.recount_location, location_id=location_id)
        location = await database.write(recount)
        if location is not None:
            yield _of_location(location)


def _of_slot(slot: RecountedSlot) -> str:
    before, after = slot.before, slot.after
    if slot.fits:
        changes = f"held {before.held} → {after.held}, booked {before.booked} → {after.booked}"
        return f"Slot {slot.slot_id}: {changes}, as its orders say."
    return (
        f"Slot {slot.slot_id} is left as it is, held {before.held}, booked {before.booked}: its "
        f"orders hold {after.held} and book {after.booked} seats, and it has {slot.capacity}. "
        "Cancel or reschedule some of them, then repair again."
    )


def _of_counter(counter: RecountedCounter) -> str:
    before, after = counter.before, counter.after
    name = f"{counter.kind.capitalize()} counter {counter.counter_id}"
    if counter.fits:
        changes = f"held {before.held} → {after.held}, booked {before.booked} → {after.booked}"
        return f"{name}: {changes}, as its orders say."
    return (
        f"{name} is left as it is, held {before.held}, booked {before.booked}: its orders hold "
        f"{after.held} and book {after.booked}, and there are {counter.capacity}. "
        "Cancel some of them, then repair again."
    )


def _of_location(location: RecountedLocation) -> str:
    before, after = location.before, location.after
    return (
        f"Location {location.location_id}: stars {before.total} → {after.total}, "
        f"ratings {before.count} → {after.count}, as its guests rated."
    )
