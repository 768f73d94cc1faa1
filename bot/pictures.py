"""Pictures by key: those that are shipped with the program, and those that people sent."""

from dataclasses import dataclass

from catalog import media
from catalog.shipped import read_picture
from database.door import Database


@dataclass(frozen=True, slots=True)
class Pictures:
    """Reads a picture wherever it is kept."""

    database: Database

    async def read(self, key: str) -> bytes | None:
        """None for one that nobody has (any more)."""
        if key.startswith(media.OURS):
            return await self.database.read(lambda connection: media.content(connection, key))
        return read_picture(key)
