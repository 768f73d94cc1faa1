"""Who works for a merchant, and the end of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from catalog import queries as catalog
from catalog import staffing
from catalog.views import MerchantState
from chat.action import Move, Page
from chat.screen import Button, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing, shortened
from handlers.names import told_apart
from handlers.operator.actions import OpenMerchantCard
from handlers.operator.deserted import open_bookings
from handlers.operator.guarding import OperatorFlow
from orders import lists
from people import queries
from people.queries import PersonView
from people.rights import Right

flow = OperatorFlow(Right.PEOPLE)

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


@flow.page(OpenStaff)
def staff_page(turn: Turn, press: OpenStaff) -> Screen:
    everybody = queries.staff_of(turn.connection, press.merchant)
    page, ids, more = leaf(everybody, press.page, SHOWN)
    people = queries.persons(turn.connection, ids)
    return Screen(
        text=paragraphs(
            turn._("<b>Staff</b>"),
            turn._("To remove someone, press their name.") if people else turn._("No staff yet"),
        ),
        rows=(
            *columns(1, _buttons(turn, press, people)),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
        ),
        back=OpenMerchantCard(press.merchant),
    )


def _buttons(turn: Turn, press: OpenStaff, people: Iterable[PersonView]) -> Iterable[Button]:
    for each in people:
        label = shortened(told_apart(turn, each), LONGEST_LABEL)
        yield Button(label, OpenDismissing(press.merchant, each.id))


@flow.page(OpenDismissing)
def dismissing_page(turn: Turn, press: OpenDismissing) -> Screen:
    person = queries.person(turn.connection, press.person)
    name = told_apart(turn, person) if person else ""
    return Screen(
        text=paragraphs(
            turn._("<b>Remove {person} from the staff?</b>", person=name),
            turn._("They lose access to bookings and codes right away."),
            _last_one(turn, press.merchant, press.person),
        ),
        rows=(
            (
                Button(
                    turn._("Yes, remove access"),
                    Dismiss(press.merchant, press.person),
                    Style.DANGER,
                ),
            ),
        ),
        back=OpenStaff(press.merchant),
    )


def _last_one(turn: Turn, merchant_id: int, person_id: int) -> Markup | None:
    """What it means when nobody is left."""
    merchant = catalog.merchant(turn.connection, merchant_id)
    active = merchant is not None and merchant.state is MerchantState.ACTIVE
    if not active or queries.staff_of(turn.connection, merchant_id) != [person_id]:
        return None
    living = lists.count_living_of_merchant(turn.connection, merchant_id)
    return lines(
        turn._("⚠️ That leaves no staff: guests can't book there until someone joins."),
        open_bookings(turn, living) if living else None,
    )


@flow.move(Dismiss)
def dismiss(turn: Turn, press: Dismiss) -> Page:
    staffing.dismiss(turn.connection, press.merchant, press.person, turn.person.id, turn.now)
    return OpenStaff(press.merchant)
