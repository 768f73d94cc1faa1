"""What goes into columns of JSON as texts, made once where the same goes there again and again."""

import json
from collections.abc import Mapping
from typing import Any


class Written(dict[str, Any]):
    """An object with its text; not to be changed."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.text = json.dumps(self)


def as_text(value: Any) -> str:
    """As SQLAlchemy would make it."""
    return value.text if type(value) is Written else json.dumps(value)


def parsed(text: str) -> Any:
    """What JSON says; many a row has a list of nothing."""
    return [] if text == "[]" else JSON.decode(text)


JSON = json.JSONDecoder()
