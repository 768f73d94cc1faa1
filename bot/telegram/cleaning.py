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
            return _named({name: cleaned(each) for name, each in value.items()})
        case _:
            return value


def _named(value: dict[str, Any]) -> dict[str, Any]:
    """A person without a first name is read like one whose name is empty."""
    return {"first_name": "", **value} if "is_bot" in value else value


def _whole(text: str) -> str:
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", UNREADABLE)
