"""The last row of a page, as the address of the next one carries it: a number and perhaps a moment."""

from datetime import UTC, datetime, timedelta

from console.asking import whole

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LONGEST_MARK = 16


def marked(given: str) -> tuple[int, datetime | None] | None:
    """None for what is no mark."""
    row, _, moment = given.partition(".")
    number = whole(row)
    if number is None:
        return None
    if not (moment.isascii() and moment.isdigit() and len(moment) <= LONGEST_MARK):
        return number, None
    return number, EPOCH + int(moment) * MICROSECOND
