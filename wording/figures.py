"""Numbers as a language writes them that only a desk shows."""

from decimal import Decimal

from babel.numbers import format_percent

from chat.texts import Texts


def percent(texts: Texts, value: float) -> str:
    """A part of a hundred."""
    part = Decimal(str(value)) / 100
    return format_percent(part, locale=texts.code, decimal_quantization=False)
