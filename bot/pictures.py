"""Pictures by key: those that are shipped with the program, and those that people sent."""

import re
from dataclasses import dataclass
from importlib.resources import files

from catalog import media
from database.door import Database

SHIPPED = re.compile(r"seed:([a-z0-9][a-z0-9_-]*)\Z")
KINDS = ("jpg", "jpeg", "png")


def read_picture(key: str) -> bytes | None:
    """The picture behind `seed:barber`; None for one that nobody has."""
    shipped = SHIPPED.match(key)
    if shipped is None:
        return None
    folder = files("catalog") / "data" / "photos"
    found = (folder / f"{shipped[1]}.{kind}" for kind in KINDS)
    return next((each.read_bytes() for each in found if each.is_file()), None)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Reads a picture wherever it is kept."""

    database: Database

    async def read(self, key: str) -> bytes | None:
        """None for one that nobody has (any more)."""
        if key.startswith(media.OURS):
            return await self.database.read(lambda connection: media.content(connection, key))
        return read_picture(key)
