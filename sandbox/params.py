"""The parameters of one Bot API request, whichever way they were sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.errors import bad_request
from sandbox.numbers import finite, read_json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came inside the request."""

    name: str
    content_type: str
    data: bytes


class Params:
    """Reads values leniently in form (5, "5", "[...]" or [...]) and strictly in meaning."""

    def __init__(
        self, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None
    ) -> None:
        self.values = {name: value for name, value in values.items() if value is not None}
        self.uploads = dict(uploads or {})

    def has(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def required(self, name: str) -> str:
        if not self.has(name):
            raise bad_request(f'parameter "{name}" is required')
        return self.text(name)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name)) if self.has(name) else default
        except ValueError:
            return default

    def number(self, name: str) -> float:
        try:
            return finite(self.text(name))
        except ValueError:
            raise bad_request(f"{name} is empty") from None

    def boolean(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "yes", "1"}

    def structure(self, name: str, what: str) -> Any:
        """A nested value: None when absent, decoded when it came as a string of JSON."""
        if not self.has(name):
            return None
        value = self.values[name]
        if not isinstance(value, str):
            return value
        try:
            return read_json(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def objects(self, name: str, what: str) -> list[dict[str, Any]]:
        found = self.structure(name, what)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise bad_request(f"expected an Array of {what}")
        return found

    def within(self, values: Mapping[str, Any]) -> "Params":
        """The same request's files beside the fields of an object inside it."""
        return Params(values, self.uploads)

    def loggable(self) -> dict[str, Any]:
        files = {
            name: f"<{file.name}, {len(file.data)} bytes>" for name, file in self.uploads.items()
        }
        return {**self.values, **files}


def place(params: Params) -> dict[str, float]:
    """A point on the earth."""
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("bad location specified")
    return {"latitude": latitude, "longitude": longitude}
