"""The telephone numbers of others, as they are dialled from abroad.

What knows the numbers of all countries is loaded by whoever has one to read.
"""

import re
from functools import lru_cache

import phonenumbers

SHORTEST_NUMBER = 5
"""Digits behind the country's code: what is shorter is the code of a town."""

SEVERAL = re.compile(r";|,\s|\||\s(?:or|oder|ou|tai|и|或)\s")
"""Between telephone numbers."""


@lru_cache(maxsize=4096)
def phone_from(text: str, country: str | None) -> str | None:
    """The first number of what may be several, as it is dialled from abroad; None if unreadable.

    Branches of a chain share one.

    A slash stands between two numbers, or within one: `0821/345678`.
    """
    parts = SEVERAL.split(text)[0].split("/")
    dialled = (
        number_from(" ".join(parts[:length]), country) for length in range(1, len(parts) + 1)
    )
    numbers = [each for each in dialled if each is not None]
    several = numbers if len(numbers) > 1 else ()
    number = next(filter(phonenumbers.is_valid_number, several), next(iter(numbers), None))
    if number is None:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def number_from(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    """None for what is too short to be dialled from abroad."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    short = len(str(number.national_number)) < SHORTEST_NUMBER
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return None if short and not phonenumbers.is_valid_number(number) else number
