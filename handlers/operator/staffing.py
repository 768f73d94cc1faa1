"""Who works for a merchant, and the end of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chat.action import Move, Page
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing, shortened
from handlers.operator.actions import OpenMerchantCard
from handlers.operator.guarding import OperatorFlow
from people import inviting, queries
from people.queries import PersonView

flow = OperatorFlow()

SHOWN = 20
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class OpenStaff(Page):
    """Everybody who works for a merchant, a page of them."""

    code = "op-staff"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenDismissing(Page):
    """Whether somebody shall work there no more."""

    code = "op-leaves"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class Dismiss(Move):
    """Somebody works there no more."""

    code = "op-leaves-now"
    merchant: int
    person: int


def known(turn: Turn, ids: Sequence[int]) -> list[PersonView]:
    """These people, without those who are gone."""
    found = (queries.person(turn.connection, each) for each in ids)
    return [each for each in found if each is not None]


def person_words(turn: Turn, person: PersonView) -> str:
    """How somebody is called, so that two of a name are told apart."""
    if person.username is None:
        return person.name
    return turn._("{name} (@{username})", name=person.name, username=person.username)


@flow.page(OpenStaff)
def staff_page(turn: Turn, press: OpenStaff) -> Screen:
    everybody = queries.staff_of(turn.connection, press.merchant)
    page, ids, more = leaf(everybody, press.page, SHOWN)
    people = known(turn, ids)
    return Screen(
        text=paragraphs(
            turn._("<b>Staff</b>"),
            turn._("Who works here no more? Press their name.")
            if people
            else turn._("Nobody works here yet"),
        ),
        rows=(
            *columns(1, _buttons(turn, press, people)),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
        ),
        back=OpenMerchantCard(press.merchant),
    )


def _buttons(turn: Turn, press: OpenStaff, people: Iterable[PersonView]) -> Iterable[Button]:
    for each in people:
        label = shortened(person_words(turn, each), LONGEST_LABEL)
        yield Button(label, OpenDismissing(press.merchant, each.id))


@flow.page(OpenDismissing)
def dismissing_page(turn: Turn, press: OpenDismissing) -> Screen:
    person = queries.person(turn.connection, press.person)
    name = person_words(turn, person) if person else ""
    return Screen(
        text=paragraphs(
            turn._("<b>Does {person} work here no more?</b>", person=name),
            turn._("They see no more bookings and redeem no more codes, at once."),
        ),
        rows=(
            (
                Button(
                    turn._("Yes, they left"),
                    Dismiss(press.merchant, press.person),
                    Style.DANGER,
                ),
            ),
        ),
        back=OpenStaff(press.merchant),
    )


@flow.move(Dismiss)
def dismiss(turn: Turn, press: Dismiss) -> Page:
    inviting.dismiss(turn.connection, press.merchant, press.person)
    return OpenStaff(press.merchant)
