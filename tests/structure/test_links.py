"""Whoever opens whatever link: nothing is changed by it, nor by the next word that they type."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any, cast

import pytest
from sqlalchemy import Connection, select

from bot import asked
from bot.bells import Bells
from bot.clock import MachineClock
from bot.conversation import Conversation
from bot.logs import Log
from bot.turning import Stage
from chat.action import Action, Move
from chat.event import Commanded, Event, Sender
from chat.links import Links
from chat.turn import Market
from database.door import Database
from database.metadata import metadata
from tests.languages import spoken
from tests.player.talking import Loud, TurnableClock
from tests.structure import busy, examples
from tests.structure import cast as casting
from tests.structure.beginning import beginnings
from tests.structure.cast import CHANNEL, Cast, Role, as_known
from tests.structure.crawling import links
from tests.structure.trying import BOOK, SCRIPT
from tests.structure.turns import Turns
