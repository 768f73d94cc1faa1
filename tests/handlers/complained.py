"""A booking of which its guest has complained, for tests of what follows."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from chat.action import Page
from chat.turn import Person
from handlers.guest.complaint_actions import (
    Complain,
    OpenComplaint,
)
from handlers.merchant.complaint_actions import (
    AnswerComplaint,
)
from handlers.notices import render
from orders import Wrong, complaint_views
from orders.complaints import clock
from people.rights import Role, granted
from tests.handlers.test_giving_back import Counter
from tests.structure.turns import Turns


class Case(Counter):
    """A paid booking of which its guest has complained; `now` can be later."""

    def __init__(self, connection: Connection, now: datetime, **service: Any) -> None:
        super().__init__(connection, now, **service)
        self.now = now
        self.guest = self.visit.guest
        self.stranger = Person(self.visit.market.guest(), "Eve", "en")
        self.analyst = Person(
            self.visit.market.operator(), "Ana", "en", rights=granted({}, Role.ANALYST)
        )
        told = self.do(self.guest, Complain(self.order, Wrong.POOR, "Cold"))
        assert isinstance(told, OpenComplaint)
        self.id = told.complaint

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.turns = Turns(self.now)
        clock.go_on(self.connection, self.now)

    def words(self, person: Person, page: Page) -> str:
        return str(self.show(person, page).text)

    def stands(self) -> str:
        found = complaint_views.complaint(self.connection, self.id)
        assert found is not None
        return found.stand

    def answer(self, words: str = "Sorry") -> None:
        self.do(self.owner, AnswerComplaint(self.id, text=words))

    def news(self, person: Person, about: str) -> str:
        payload = self.visit.told(about)[-1]
        told = render(self.turns.of(self.connection, person), payload)
        return "" if told is None else str(told.text)
