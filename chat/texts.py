"""What is said in a person's language: messages, money, times and distances, formatted by CLDR."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from gettext import NullTranslations
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit
from markupsafe import Markup

from chat.isolating import directionless, steady, turns
from chat.markup import escaped, trusted
from database.money import minor_exponent

_ISOLATE = Markup("\u2068{}\u2069")
_LEFTWARD = Markup("\u2067{}\u2069")
_COPIED = re.compile(r"<code>\{(\w+)\}</code>")
"""What a tap copies: no mark of ours may be in it."""

_UNBROKEN = "\u00a0"
_CACHED = 4096
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class _Template:
    """A message in its pieces: what is written, and the name of the value that follows, if any.

    What is `copied` is shown as it is.
    """

    pieces: tuple[tuple[str, str | None], ...]
    copied: frozenset[str]


class Texts:
    """One language: `say` looks a message up and fills it, the rest formats values.

    Values are escaped, and isolated where they run against the language, so that a name does not
    turn the sentence around it (Unicode Bidirectional Algorithm, isolates). Marks by which a value
    would turn what follows are taken out.
    """

    def __init__(self, locale: str, translations: NullTranslations) -> None:
        self.code = locale
        self.locale = Locale.parse(locale, sep="_")
        self._translations = translations
        self._cached: Callable[..., str] = lru_cache(_CACHED)(self._format)
        self._plain: Callable[[str], Markup] = lru_cache(_CACHED)(
            lambda message: self._fill(translations.gettext(message), {})
        )
        self._templates: Callable[[str], _Template] = lru_cache(_CACHED)(self._template)

    @cached_property
    def _rightward(self) -> bool:
        """Asked first when something is said: what CLDR knows of a language is read by then."""
        return self.locale.text_direction == "ltr"

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return not self._rightward

    def say(self, message: str, /, **values: Any) -> Markup:
        """The message in this language, its `{name}` places filled with escaped values."""
        if not values:
            return self._plain(message)
        return self._fill(self._translations.gettext(message), values)

    def count(self, one: str, many: str, number: int, /, **values: Any) -> Markup:
        """A message that counts, in the plural form of this language; `{number}` is given."""
        message = self._translations.ngettext(one, many, number)
        return self._fill(message, {"number": self.number(number), **values})

    def _fill(self, message: str, values: dict[str, Any]) -> Markup:
        template = self._templates(message)
        parts: list[str] = []
        for literal, name in template.pieces:
            parts.append(literal)
            if name is not None:
                value = values[name]
                parts.append(escaped(value if name in template.copied else self._shown(value)))
        return trusted("".join(parts))

    def _template(self, message: str) -> "_Template":
        copied = frozenset(_COPIED.findall(message))
        if copied and not self._rightward:
            message = _COPIED.sub("\u2068\\g<0>\u2069", message)
        parsed = [(literal, name) for literal, name, _, _ in Formatter().parse(message)]
        return _Template(tuple(parsed), copied)

    def isolated(self, value: str) -> Markup:
        """A value of others that is joined to ours without a message around it."""
        return Markup.escape(self._shown(value))

    def _shown(self, value: Any) -> Any:
        if not isinstance(value, str) or not value:
            return value
        if self._rightward and (value.isascii() or not turns(value)):
            return value
        ours = not self._rightward and directionless(value)
        return (_LEFTWARD if ours else _ISOLATE).format(steady(value))

    def _format(self, name: str, *args: Any) -> str:
        formatter: Callable[..., str] = getattr(self, f"_format_{name}")
        return formatter(*args)

    def number(self, number: float) -> str:
        """A number with this language's separators."""
        return self._cached("number", number)

    def _format_number(self, number: float) -> str:
        return format_decimal(number, locale=self.locale)

    def stars(self, average: float) -> str:
        """An average of stars, always with one decimal, so that a list of them can be compared."""
        return self._cached("stars", average)

    def _format_stars(self, average: float) -> str:
        return format_decimal(round(average, 1), format="0.0", locale=self.locale)

    def money(self, amount: int, currency: str) -> str:
        """An amount in minor units, with its currency as people write it."""
        return self._cached("money", amount, currency)

    def _format_money(self, amount: int, currency: str) -> str:
        if currency == "XTR":
            return f"{self.currency(currency)} {format_decimal(amount, locale=self.locale)}"
        exponent = minor_exponent(currency)
        value = Decimal(amount).scaleb(-exponent)
        digits = exponent if value != value.to_integral_value() else 0
        pattern = self.locale.currency_formats["standard"].pattern
        plain = pattern.replace(".00", "." + "0" * digits if digits else "")
        return format_currency(
            value, currency, format=plain, locale=self.locale, currency_digits=False
        )

    def currency(self, currency: str) -> str:
        """As amounts in it are typed: by its letters, or by the sign of what has none."""
        return "⭐" if currency == "XTR" else currency

    def day(self, day: date) -> str:
        """A day as it is said when it is near: weekday, day and month."""
        return self._cached("day", day)

    def _format_day(self, day: date) -> str:
        return self._skeleton("MMMEd", day)

    def short_day(self, day: date) -> str:
        """A day with its month as a number, for a button that its name is too wide for."""
        return self._cached("short_day", day)

    def _format_short_day(self, day: date) -> str:
        return self._skeleton("MEd", day)

    def brief_day(self, day: date) -> str:
        """Only weekday and number of a day, for a narrow button with its month said nearby."""
        return self._cached("brief_day", day)

    def _format_brief_day(self, day: date) -> str:
        return self._skeleton("Ed", day)

    def full_day(self, day: date) -> str:
        """A day with its year."""
        return self._cached("full_day", day)

    def _format_full_day(self, day: date) -> str:
        return self._skeleton("yMMMd", day)

    def time(self, moment: datetime, zone: str) -> str:
        """The wall clock of a moment in a zone."""
        local = moment.astimezone(ZoneInfo(zone))
        return self._cached("clock", local.hour * 60 + local.minute)

    def clock(self, minutes: int) -> str:
        """A time of day by its minutes after midnight; a night's may be past the next one."""
        return self._cached("clock", minutes % _DAY)

    def _format_clock(self, minutes: int) -> str:
        wall = time(*divmod(minutes, 60))
        return format_time(wall, format="short", locale=self.locale).replace(" ", _UNBROKEN)

    def day_and_time(self, moment: datetime, zone: str) -> str:
        """Weekday, day, month and time of a moment in a zone."""
        return self._cached("day_and_time", moment, zone)

    def _format_day_and_time(self, moment: datetime, zone: str) -> str:
        return self._joined(self.day(moment.astimezone(ZoneInfo(zone)).date()), moment, zone)

    def stamp(self, moment: datetime, zone: str) -> str:
        """Day, month, year and time of a moment in a zone, for records."""
        return self._cached("stamp", moment, zone)

    def _format_stamp(self, moment: datetime, zone: str) -> str:
        return self._joined(self.full_day(moment.astimezone(ZoneInfo(zone)).date()), moment, zone)

    def _joined(self, day: str, moment: datetime, zone: str) -> str:
        pattern = str(self.locale.datetime_formats.get("medium", "{1} {0}")).replace("'", "")
        return pattern.replace("{1}", day).replace("{0}", self.time(moment, zone))

    def _skeleton(self, skeleton: str, day: date) -> str:
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a calendar day has no zone
        return format_skeleton(skeleton, midnight, locale=self.locale)

    def distance(self, meters: float) -> str:
        """A distance as one would walk it: metres in tens below a kilometre, then kilometres."""
        if meters < 995:
            return self._cached("unit", max(10, round(meters / 10) * 10), "length-meter")
        kilometres = meters / 1000
        return self._cached(
            "unit", round(kilometres, 1 if kilometres < 10 else None), "length-kilometer"
        )

    def _format_unit(self, number: float, unit: str) -> str:
        return format_unit(number, unit, length="short", locale=self.locale)

    def minutes(self, minutes: int) -> str:
        """How long something takes, in minutes, hours or days."""
        return self._cached("minutes", minutes)

    def _format_minutes(self, minutes: int) -> str:
        days, rest = divmod(minutes, 1440)
        hours, left = divmod(rest, 60)
        parts = [(days, "duration-day"), (hours, "duration-hour"), (left, "duration-minute")]
        shown = [self._lasting(number, unit) for number, unit in parts if number]
        return " ".join(shown) or self._lasting(0, "duration-minute")

    def _lasting(self, number: int, unit: str) -> str:
        """In full words; in short ones where CLDR has no others, as for Chinese."""
        full = format_unit(number, unit, length="long", locale=self.locale)
        return full if unit not in full else self._format_unit(number, unit)

    def ago(self, seconds: int) -> str:
        """How long ago, or until when: one rounded unit with its direction."""
        return format_timedelta(timedelta(seconds=seconds), add_direction=True, locale=self.locale)

    def listed(self, items: Sequence[str]) -> Markup:
        """Items joined as this language joins them."""
        shown = [Markup.escape(self._shown(item)) for item in items]
        return Markup(format_list(shown, locale=self.locale))  # noqa: S704 - each is escaped

    def either(self, items: Sequence[str]) -> Markup:
        """Items of which one is meant, joined as this language joins them."""
        shown = [Markup.escape(self._shown(item)) for item in items]
        return Markup(format_list(shown, style="or", locale=self.locale))  # noqa: S704 - each is escaped

    def country(self, code: str) -> str:
        """A country by its two letters."""
        return str(self.locale.territories.get(code, code))

    def month_name(self, day: date) -> str:
        """The month of a day with its year, for a calendar's head."""
        return self._skeleton("yMMMM", day)

    def weekday(self, day: date) -> str:
        """The short name of a weekday."""
        return self._cached("weekday", day.weekday())

    def _format_weekday(self, number: int) -> str:
        return str(self.locale.days["stand-alone"]["abbreviated"][number])
