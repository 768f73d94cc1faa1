"""The services that the rows of a spreadsheet name, with prices as their file writes them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from catalog.amounts import Amounts, NoAmount, TwoReadings
from catalog.candidate import Offered, Problem, Reason
from catalog.cleaning import LONGEST_NAME, LONGEST_TEXT, clean
from catalog.rows import Numbered, Row
from database.money import LimitsOf, in_digits

LONGEST_DURATION = 1440
MOST_SEATS = 1000
MOST_PEOPLE = 50
BETWEEN_PEOPLE = re.compile(r"[,;|、，；\n]")


class NoService(ValueError):
    """A row names a service that cannot be had as it is written there."""

    def __init__(self, reason: Reason, what: str) -> None:
        super().__init__(reason, what)
        self.reason = reason
        self.what = what


@dataclass(frozen=True, slots=True)
class PriceList:
    """The services of one file; `takes` says what people can pay at once."""

    takes: LimitsOf
    amounts: Amounts = field(default_factory=Amounts)

    def notice(self, row: Row) -> None:
        """Learns how the file writes amounts, before any is read."""
        self.amounts.notice(row.get("price", ""), currency_of(row))

    def services(self, rows: Iterable[Numbered], name: str) -> Iterator[Offered | Problem]:
        """What a merchant's rows offer, and what of it is left out."""
        known: dict[str, Offered] = {}
        for number, row in rows:
            if not clean(row.get("service")):
                continue
            try:
                self._list(row, known)
            except NoService as error:
                yield Problem(str(number), name, error.reason, clean(error.what))
        yield from known.values()

    def _list(self, row: Row, known: dict[str, Offered]) -> None:
        """The same again is the same, perhaps by others; another of its name is refused."""
        service = self.offered(row)
        before = known.get(service.name, service)
        if replace(before, people=service.people) != service:
            raise NoService(Reason.DOUBLE_SERVICE, in_words(row))
        if service.people is not None:
            everybody = dict.fromkeys((*(before.people or ()), *service.people))
            service = replace(service, people=tuple(everybody))
        known[service.name] = service

    def offered(self, row: Row) -> Offered:
        """Raises NoService."""
        name = clean(row.get("service"), LONGEST_NAME)
        currency = currency_of(row)
        if len(currency) != 3 or not currency.isalpha():
            raise NoService(Reason.BAD_SERVICE, in_words(row))
        price = self.price(name, row.get("price", ""), currency)
        self.check_payable(name, price, currency)
        try:
            minutes = whole(row.get("minutes", ""), LONGEST_DURATION)
            capacity = whole(row.get("capacity", ""), MOST_SEATS) or 1
        except ValueError:
            raise NoService(Reason.BAD_SERVICE, in_words(row)) from None
        return Offered(
            name=name,
            price=price,
            currency=currency,
            duration_minutes=minutes,
            capacity=capacity,
            description=clean(row.get("service_description"), LONGEST_TEXT),
            people=people_of(row, minutes),
        )

    def price(self, name: str, text: str, currency: str) -> int:
        try:
            return self.amounts.read(text, currency)
        except NoAmount:
            raise NoService(Reason.BAD_PRICE, f"{name} {text} {currency}") from None
        except TwoReadings as error:
            ways = " / ".join(error.readings)
            raise NoService(Reason.UNCLEAR_PRICE, f"{name} {text} {currency}: {ways}") from None

    def check_payable(self, name: str, price: int, currency: str) -> None:
        limits = self.takes(currency)
        if price and limits is None:
            raise NoService(Reason.BAD_CURRENCY, f"{name} {currency}")
        if limits is not None and not limits.take(price):
            least, most = (in_digits(each, currency) for each in (limits.least, limits.most))
            asked = f"{name} {in_digits(price, currency)} {currency}"
            raise NoService(Reason.UNPAYABLE_PRICE, f"{asked}: {least}–{most}")


def people_of(row: Row, minutes: int | None) -> tuple[str, ...] | None:
    """Their names, each once; None in a file without the column. Raises NoService."""
    if "people" not in row:
        return None
    names = (clean(each, LONGEST_NAME) for each in BETWEEN_PEOPLE.split(row["people"]))
    people = tuple(dict.fromkeys(filter(None, names)))
    if len(people) > MOST_PEOPLE or (people and minutes is None):
        raise NoService(Reason.BAD_PEOPLE, f"{in_words(row)} {row['people']}")
    return people


def currency_of(row: Row) -> str:
    return clean(row.get("currency"), 4).upper()


def in_words(row: Row) -> str:
    return " ".join(
        filter(None, map(row.get, ("service", "price", "currency", "minutes", "capacity")))
    )


def whole(text: str, most: int) -> int | None:
    """None for an empty cell."""
    if not text.strip():
        return None
    number = int(text)
    if not 0 < number <= most:
        raise ValueError(text)
    return number
