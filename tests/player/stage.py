"""Plays a talk on a driver and compares what people see with what is written.

With HEREABOUTS_REWRITE_TALKS=1 a talk is written down as it went, to be reviewed as a diff.
"""

import os
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from chat.event import Commanded, Doing, SentOther, SentPhoto, SharedPlace, Typed
from database.point import Point
from tests.player.comparing import Compare, word_for_word
from tests.player.driver import Driver, NotThere
from tests.player.seen import CODE, NUMBER, Block, codes, numbers, without_codes
from tests.player.talk import Step, Talk, write

ELSEWHERE = "@hereabouts_bot "
"""Typed in any other chat: the list that is then offered there."""

REWRITE = "HEREABOUTS_REWRITE_TALKS"
_PLACE = re.compile(r"\(place (?P<latitude>-?[\d.]+), (?P<longitude>-?[\d.]+)\)\Z")
_SPAN = re.compile(r"\+(?P<number>\d+) (?P<unit>min|hours?|days?)\Z")
_UNITS = {"min": "minutes", "hour": "hours", "hours": "hours", "day": "days", "days": "days"}


class Stage:
    """One talk under way; `link` makes the deep link that people open by its name."""

    def __init__(
        self,
        driver: Driver,
        link: Callable[[str], Awaitable[str]],
        compare: Compare = word_for_word,
    ) -> None:
        self._driver = driver
        self._compare = compare
        self._link = link
        self._codes: list[str] = []
        self._numbers: list[str] = []

    async def play(self, talk: Talk) -> None:
        """Plays every step; at the first difference fails with the talk's line and a diff."""
        went = list(talk.parts)
        try:
            for place, part in enumerate(talk.parts):
                if isinstance(part, Step):
                    went[place] = await self._step(talk, part)
        finally:
            if os.environ.get(REWRITE):
                write(talk.path, went)

    async def _step(self, talk: Talk, step: Step) -> Step:
        try:
            seen = await self._seen_after(step)
        except NotThere as absent:
            sees = "\n".join(await self._sees(step.actor))
            raise AssertionError(f"{_where(talk, step)}: {absent}\n{sees}") from absent
        wrong = self._compare(step.actor, step.seen, seen)
        if wrong and not os.environ.get(REWRITE):
            raise AssertionError(f"{_where(talk, step)}\n{wrong}")
        return replace(step, seen=seen)

    async def _seen_after(self, step: Step) -> Block:
        if step.does.startswith(ELSEWHERE):
            return await self._driver.offers(step.actor, step.does.removeprefix(ELSEWHERE))
        await self._act(step)
        return self._told(step.actor, await self._driver.news())

    async def _act(self, step: Step) -> None:
        does = step.does.replace(CODE, self._codes[-1] if self._codes else CODE)
        does = does.replace(NUMBER, self._numbers[-1] if self._numbers else NUMBER)
        if step.actor == "card":
            await self._driver.pays(does)
        elif step.actor == "clock":
            await self._driver.passes(_moment(self._driver.now, does))
        elif does.startswith("[") and does.endswith("]"):
            await self._driver.presses(step.actor, does[1:-1])
        elif does.startswith("opens "):
            await self._driver.opens(step.actor, await self._link(does.removeprefix("opens ")))
        else:
            await self._driver.does(step.actor, doing(does))

    def _told(self, actor: str, news: Mapping[str, list[Block]]) -> Block:
        lines: list[str] = []
        for who, blocks in sorted(news.items(), key=lambda item: (item[0] != actor, item[0])):
            for block in blocks:
                self._codes += codes(block)
                self._numbers += numbers(block)
                lines += [] if who == actor and not lines else [f"— {who} —"]
                lines += without_codes(block)
        return tuple(lines)

    async def _sees(self, who: str) -> list[str]:
        return [line for block in await self._driver.current(who) for line in block]


def doing(does: str) -> Doing:
    """What a written line does, where it is no press."""
    place = _PLACE.match(does)
    if place:
        return SharedPlace(Point(float(place["latitude"]), float(place["longitude"])))
    if does.startswith("(photo"):
        return SentPhoto("telegram:a-photo", does[7:-1].strip())
    if does.startswith("(edited: "):
        return SentOther("edited", does[9:-1])
    if does.startswith("(") and does.endswith(")"):
        return SentOther(does[1:-1])
    if does.startswith("/"):
        name, _, argument = does[1:].partition(" ")
        return Commanded(name, argument)
    return Typed(does)


def _moment(now: datetime, span: str) -> datetime:
    match = _SPAN.match(span)
    if match is None:
        raise ValueError(f"how long is {span!r}?")
    return now + timedelta(**{_UNITS[match["unit"]]: int(match["number"])})


def _where(talk: Talk, step: Step) -> str:
    return f"{talk.path.name}:{step.line}: {step.actor}: {step.does}"
