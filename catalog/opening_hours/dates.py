"""Reads the dates and years of a rule: `Dec 24-26`, `Mar Su[-1]-Oct Su[-1]`, `2026 Jan+`."""

from dataclasses import replace

from catalog.opening_hours.days import Dated, Dates, Nth, Selector, Years
from catalog.opening_hours.row import Row

FIRST_YEAR, LAST_YEAR = 1900, 2999


def is_year(row: Row, ahead: int = 0) -> bool:
    token = row.at(ahead)
    return token.kind == "number" and FIRST_YEAR <= token.value <= LAST_YEAR


def is_month(row: Row, ahead: int = 0) -> bool:
    return row.kind_at(ahead) == "month" or row.is_word("easter", ahead)


def starts_date(row: Row, ahead: int = 0) -> bool:
    """A month, one after its year, or one after its day as in `24 Dec`."""
    numbered = is_year(row, ahead) or is_day(row, ahead)
    return is_month(row, ahead) or (numbered and is_month(row, ahead + 1))


def is_day(row: Row, ahead: int = 0) -> bool:
    token = row.at(ahead)
    return token.kind == "number" and 1 <= token.value <= 31


def read_years(row: Row) -> list[Selector]:
    return list(row.listed(read_year_range, lambda here: is_year(here) and not starts_date(here)))


def read_year_range(row: Row) -> Years:
    first = row.number(FIRST_YEAR, LAST_YEAR)
    if row.take("+"):
        return Years(first, None)
    last = row.number(FIRST_YEAR, LAST_YEAR) if row.take("-") else first
    if not row.take("/"):
        return Years(first, last)
    return Years(first, None if last == first else last, row.number(1, 99))


def read_dates(row: Row) -> list[Selector]:
    found = [read_range(row)]
    while row.kind == ",":
        last = found[-1].end
        if starts_date(row, 1):
            row.next()
            found.append(read_range(row))
        elif is_day(row, 1) and last.day is not None and row.kind_at(2) != ":":
            row.next()
            found.append(read_end(row, replace(last, day=row.number(1, 31), offset=0)))
        else:
            break
    return list(found)


def read_range(row: Row) -> Dates:
    return read_end(row, read_dated(row))


def read_end(row: Row, begin: Dated) -> Dates:
    if row.kind == "-" and starts_date(row, 1):
        row.next()
        return Dates(begin, read_dated(row, ends=begin.is_day))
    if row.kind == "-" and is_day(row, 1) and begin.day is not None:
        row.next()
        return Dates(begin, replace(begin, day=row.number(1, 31), offset=row.day_offset()))
    return Dates(begin, begin, onwards=row.take("+"))


def read_dated(row: Row, *, ends: bool = False) -> Dated:
    """`ends` says that it ends a range that begins on a day."""
    year = row.next().value if is_year(row) else None
    before = row.next().value if is_day(row) and is_month(row, 1) else None
    token = row.next()
    if token.kind == "word":
        return Dated(0, year=year, offset=row.day_offset())
    day = before or (row.next().value if is_day(row) and not is_hour(row) else None)
    nth = None if day else read_nth(row, ends=ends)
    return Dated(token.value, day, nth, year, row.day_offset())


def is_hour(row: Row) -> bool:
    """Whether the number is the hour of a rule like `Oct-Mar 10-18`: a month ends before it."""
    return row.tokens[row.place - 2].kind == "-" and row.kind_at(1) == "-"


def read_nth(row: Row, *, ends: bool) -> Nth | None:
    """The nth weekday that begins or ends a range; elsewhere it is a selector of its own."""
    place = row.place
    if row.kind != "weekday" or row.kind_at(1) != "[":
        return None
    weekday = row.next().value
    row.expect("[")
    number = (-1 if row.take("-") else 1) * row.number(1, 5)
    if row.take("]") and (ends or begins(row)):
        return Nth(weekday, frozenset({number}))
    row.place = place
    return None


def begins(row: Row) -> bool:
    """Whether a range goes on here, after the days that its beginning may be shifted by."""
    place = row.place
    row.day_offset()
    goes_on = row.kind == "-" and starts_date(row, 1)
    row.place = place
    return goes_on
