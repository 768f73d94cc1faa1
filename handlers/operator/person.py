"""A person as operators see them who are asked for help: who they are, and what they ordered."""

from chat.errors import PageOutdated
from chat.screen import Button, Screen, Seen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leafing, shortened
from handlers.names import told_apart
from handlers.operator.actions import AskAnswer, OpenOperatorDesk, OpenOrder, OpenPerson
from handlers.operator.guarding import OperatorFlow
from orders import OrderLine, finding
from people import queries
from people.looking import Place
from people.rights import Right
from wording.languages import language_name

flow = OperatorFlow(Right.PERSONS)

PAGE = 8
TITLE = 24


@flow.page(OpenPerson)
def person_page(turn: Turn, press: OpenPerson) -> Screen:
    person = queries.person(turn.connection, press.person)
    if person is None or person.forgotten_at is not None:
        raise PageOutdated(OpenOperatorDesk())
    found = finding.orders_of(turn.connection, person.id, PAGE + 1, press.page * PAGE)
    since = turn.texts.full_day(person.created_at.date())
    return Screen(
        text=paragraphs(
            turn._("<b>{person}</b>", person=told_apart(turn, person)),
            lines(
                turn._("Member since {day}", day=since),
                turn._("Language: {language}", language=language_name(person.locale)),
            ),
            turn._("Orders, newest first:") if found else turn._("No orders yet"),
        ),
        rows=(
            *columns(1, (_line(turn, each) for each in found[:PAGE])),
            *leafing(
                turn,
                press.page,
                lambda page: OpenPerson(person.id, page),
                more=len(found) > PAGE,
            ),
            (Button(turn._("💬 Write to them"), AskAnswer(person.id, None)),),
        ),
        back=OpenOperatorDesk(),
        shows=(Seen(person.id, Place.PERSON),),
    )


def _line(turn: Turn, line: OrderLine) -> Button:
    label = turn._(
        "{number} · {service} · {merchant}",
        number=str(line.id),
        service=shortened(line.title, TITLE),
        merchant=shortened(line.merchant, TITLE),
    )
    return Button(label, OpenOrder(line.id))
