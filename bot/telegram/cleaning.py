"""What was sent, without what no database keeps as text: zeros, and halves of characters."""

from typing import Any

UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def cleaned(value: Any) -> Any:
    """The same JSON; in its texts a sign stands for each character that is none."""
    match value:
        case str():
            return _whole(value)
        case list():
            return [cleaned(each) for each in value]
        case dict():
            return {name: cleaned(each) for name, each in value.items()}
        case _:
            return value


def _whole(text: str) -> str:
    if text.isascii():
        return text.replace("\0", UNREADABLE)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", UNREADABLE)
