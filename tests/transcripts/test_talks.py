"""Every written talk goes as it is written, on the real handlers and a real database."""

from datetime import datetime
from pathlib import Path

import pytest

from database.door import Database
from tests import coffee
from tests.player import talk
from tests.player.links import Links
from tests.player.stage import Stage
from tests.player.talking import Talking

TALKS = sorted(Path(__file__).parent.glob("*.talk"))


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
async def test_talk(path: Path, database: Database, now: datetime) -> None:
    town = await database.write(lambda connection: coffee.town_of(path.stem, connection, now))
    talking = Talking(database, now)
    links = Links(talking.write, talking.link, town, now)

    await Stage(talking, links.named).play(talk.read(path))
