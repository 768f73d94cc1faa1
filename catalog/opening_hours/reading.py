"""Reads an opening_hours text into its rules; says UnreadableHours rather than guess."""

from dataclasses import replace
from functools import lru_cache

from catalog.opening_hours.dates import read_dates, read_years, starts_date
from catalog.opening_hours.days import Nth, PublicHoliday, SchoolHoliday, Selector, Weekdays, Weeks
from catalog.opening_hours.row import Row
from catalog.opening_hours.rules import Clock, Expression, Rule, State, Times
from catalog.opening_hours.tokens import Token, UnreadableHours, tokens

LATEST_HOUR = 30
"""Of a night that is written as hours of the day on which it began."""
LONGEST_LIST = 60
"""More rules than this are no hours but an attempt to keep us busy."""


@lru_cache(maxsize=4096)
def read(text: str) -> Expression:
    """The rules in their order; many places share a text. Raises UnreadableHours."""
    row = Row(tokens(text), text)
    rules: list[Rule] = []
    fallback = additional = False
    while not row.ended:
        if row.take(";"):
            fallback = additional = False
        elif row.take("||"):
            fallback, additional = True, False
        elif row.take(","):
            additional = bool(rules)
        else:
            forgotten = bool(rules) and row.kind_at(-1) not in {";", "||", ","}
            rule = RuleReader(row).rule(rules, additional=additional, fallback=fallback)
            if forgotten and not rule.times and not closes_days(rule):
                raise row.unreadable()
            again = forgotten and rule.groups == rules[-1].groups
            rules.append(replace(rule, replaces=rule.replaces and not again))
    if not rules or len(rules) > LONGEST_LIST:
        raise UnreadableHours(text)
    return Expression.of(tuple(rules))


def closes_days(rule: Rule) -> bool:
    return rule.state is State.CLOSED and bool(rule.groups)


class RuleReader:
    """One rule, up to the sign that ends it."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.groups: dict[str, list[Selector]] = {}
        self.times: list[Times] = []
        self.always = False
        self.state: State | None = None
        self.comment: str | None = None

    def rule(self, before: list[Rule], *, additional: bool, fallback: bool) -> Rule:
        while not self.ended():
            self.part()
        state = self.state or (State.UNKNOWN if self.comment is not None else State.OPEN)
        again = state is State.OPEN and bool(before) and not before[-1].groups
        fresh = not additional and not fallback and state is not State.CLOSED
        return Rule(
            groups=tuple(map(tuple, self.groups.values())),
            times=tuple(self.times),
            state=state,
            comment=self.comment,
            replaces=fresh and (bool(self.groups) or again),
            fallback=fallback,
        )

    def ended(self) -> bool:
        """A weekday after the times begins a rule whose separator was forgotten."""
        row = self.row
        if row.kind == "," and self.groups and not self.times and starts_clock(row, 1):
            return False
        if row.ended or row.kind in {";", "||", ","}:
            return True
        return bool(self.times) and bool(self.groups) and starts_day(row)

    def part(self) -> None:
        row = self.row
        if row.kind == "comment":
            self.comment = row.next().text
        elif row.kind == "state":
            self.state = State(row.next().text)
        elif row.kind == "24/7":
            self.refuse(self.always or bool(self.times))
            row.next()
            self.always = True
        elif row.take(":") or row.take(","):
            return
        elif starts_clock(row):
            self.refuse(self.always or (bool(self.times) and not ends_span(row)))
            self.times += read_times(row)
        else:
            self.refuse(self.always or self.state is not None)
            self.refuse(bool(self.times) and bool(self.groups))
            self.selectors()

    def refuse(self, bad: bool) -> None:
        if bad:
            raise self.row.unreadable()

    def selectors(self) -> None:
        row = self.row
        if starts_date(row):
            self.groups.setdefault("date", []).extend(read_dates(row))
        elif row.kind == "number":
            self.groups.setdefault("year", []).extend(read_years(row))
        elif row.is_word("week"):
            row.next()
            self.groups.setdefault("week", []).extend(row.listed(read_weeks, is_number))
        elif starts_day(row):
            kind = "weekday" if row.kind == "weekday" or weekday_follows(row) else "holiday"
            found = [each for some in row.listed(read_days, starts_day) for each in some]
            self.groups.setdefault(kind, []).extend(found)
        else:
            raise row.unreadable()


def is_number(row: Row) -> bool:
    return row.kind == "number"


def starts_day(row: Row) -> bool:
    return row.kind == "weekday" or row.is_word("ph") or row.is_word("sh")


def weekday_follows(row: Row) -> bool:
    return row.kind_at(1) == "," and row.kind_at(2) == "weekday"


def read_weeks(row: Row) -> Weeks:
    first = row.number(1, 53)
    last = row.number(1, 53) if row.take("-") else first
    if not row.take("/"):
        return Weeks(first, last)
    return Weeks(first, 53 if last == first else last, row.number(1, 53))


def read_days(row: Row) -> list[Selector]:
    token = row.next()
    if token.kind == "word":
        offset = row.day_offset()
        return [PublicHoliday(offset) if token.text == "ph" else SchoolHoliday()]
    if row.take("["):
        numbers = frozenset(each for some in row.listed(read_numbers, any_row) for each in some)
        row.expect("]")
        return [Nth(token.value, numbers, row.day_offset())]
    if row.kind == "-" and row.kind_at(1) == "weekday":
        row.next()
        return [Weekdays(token.value, row.next().value)]
    return [Weekdays(token.value, token.value)]


def any_row(_: Row) -> bool:
    return True


def read_numbers(row: Row) -> range:
    sign = -1 if row.take("-") else 1
    first = sign * row.number(1, 5)
    last = row.number(1, 5) if sign > 0 and row.take("-") else first
    return range(first, last + 1)


def ends_span(row: Row) -> bool:
    """Whether a time ends right before, so that the next one only lacks its comma."""
    return row.kind_at(-1) in {"time", "number", "sun", ")"}


def starts_clock(row: Row, ahead: int = 0) -> bool:
    token = row.at(ahead)
    if token.kind in {"time", "sun", "("}:
        return True
    return token.kind == "number" and row.kind_at(ahead + 1) == "-" and token.value <= 24


def read_times(row: Row) -> list[Times]:
    return row.listed(read_span, starts_clock)


def read_span(row: Row) -> Times:
    opens = read_clock(row)
    if row.take("+"):
        return Times(opens, None, open_end=True)
    row.expect("-")
    closes = read_clock(row, latest=LATEST_HOUR)
    if row.kind == "/":
        raise row.unreadable()
    return Times(opens, closes, open_end=row.take("+"))


def read_clock(row: Row, latest: int = 24) -> Clock:
    token = row.next()
    if token.kind == "time":
        return Clock(token.value)
    if token.kind == "number" and token.value <= latest:
        return Clock(token.value * 60)
    if token.kind == "sun":
        return Clock(0, token.text)
    if token.kind == "(" and row.kind == "sun":
        return read_shifted(row)
    raise row.unreadable()


def read_shifted(row: Row) -> Clock:
    sun = row.next().text
    sign = -1 if row.take("-") else 1
    if sign > 0:
        row.expect("+")
    shift: Token = row.next()
    row.expect(")")
    if shift.kind != "time":
        raise row.unreadable()
    return Clock(sign * shift.value, sun)
