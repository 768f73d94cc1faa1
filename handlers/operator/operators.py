"""Who runs the market, and the end of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHome
from handlers.layout import columns, leaf, leafing, shortened
from handlers.names import told_apart
from handlers.operator.actions import OpenOperatorDesk, OpenOperators
from handlers.operator.guarding import OperatorFlow
from handlers.operator.inviting import InviteOperator
from people import operating, queries
from people.operating import OperatorView
from people.rights import Right, Role
from wording.roles import role_name

flow = OperatorFlow(Right.OPERATORS)

SHOWN = 20
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class OpenRemoving(Page):
    """Whether somebody shall run the market no more."""

    code = "op-retires"
    person: int


@dataclass(frozen=True, slots=True)
class RemoveOperator(Move):
    """Somebody runs the market no more."""

    code = "op-retires-now"
    person: int


@flow.page(OpenOperators)
def operators_page(turn: Turn, press: OpenOperators) -> Screen:
    page, found, more = leaf(operating.all_operators(turn.connection), press.page, SHOWN)
    team = _by_name(turn, found)
    return Screen(
        text=paragraphs(
            turn._("<b>Operators</b>"),
            lines(*(_set(turn, name) for each, name in team if each.by_setting)),
            turn._("To remove an operator, press their name."),
        ),
        rows=(
            *columns(1, _buttons(turn, team)),
            *leafing(turn, page, OpenOperators, more=more),
            (Button(turn._("➕ Invite operator"), InviteOperator()),),
            (
                Button(turn._("➕ Invite support"), InviteOperator(Role.SUPPORT)),
                Button(turn._("➕ Invite analyst"), InviteOperator(Role.ANALYST)),
            ),
            (Button(turn._("➕ Invite courier"), InviteOperator(Role.COURIER)),),
        ),
        back=OpenOperatorDesk(),
    )


def _by_name(turn: Turn, found: Sequence[OperatorView]) -> list[tuple[OperatorView, str]]:
    people = queries.persons(turn.connection, [each.person_id for each in found])
    names = {each.id: told_apart(turn, each) for each in people}
    return [(each, names[each.person_id]) for each in found]


def _set(turn: Turn, name: str) -> Markup:
    return turn._("👤 {name}, from the settings", name=name)


def _buttons(turn: Turn, team: Iterable[tuple[OperatorView, str]]) -> Iterable[Button]:
    for each, name in team:
        label = turn._(
            "{person} · {role}",
            person=shortened(name, LONGEST_LABEL),
            role=role_name(turn, each.role),
        )
        yield Button(label, OpenRemoving(each.person_id))


@flow.page(OpenRemoving)
def removing_page(turn: Turn, press: OpenRemoving) -> Screen:
    team = {each.person_id: each for each in operating.all_operators(turn.connection)}
    if press.person not in team:
        raise PageOutdated(OpenOperators())
    reason = _why_not(turn, team, press.person)
    if reason:
        return Screen(text=reason, back=OpenOperators())
    return Screen(
        text=paragraphs(
            _question(turn, press.person),
            turn._("Their links and buttons stop working. Everything they made stays."),
        ),
        rows=(
            (
                Button(
                    turn._("Yes, remove them")
                    if press.person != turn.person.id
                    else turn._("Yes, remove me"),
                    RemoveOperator(press.person),
                    Style.DANGER,
                ),
            ),
        ),
        back=OpenOperators(),
    )


def _why_not(turn: Turn, team: dict[int, OperatorView], person_id: int) -> Markup | None:
    if team[person_id].by_setting:
        return turn._(
            "This operator is set in the installation's settings. Remove them "
            "there (HEREABOUTS_OPERATORS) and restart."
        )
    leads = [each for each in team.values() if each.role is Role.OPERATOR]
    if leads == [team[person_id]]:
        return turn._("There is no other operator. Invite someone first.")
    return None


def _question(turn: Turn, person_id: int) -> Markup:
    if person_id == turn.person.id:
        return turn._("<b>Remove yourself as an operator?</b>")
    person = queries.person(turn.connection, person_id)
    if person is None:
        raise PageOutdated(OpenOperators())
    name = told_apart(turn, person)
    return turn._("<b>Remove {person} as an operator?</b>", person=name)


@flow.move(RemoveOperator)
def remove_operator(turn: Turn, press: RemoveOperator) -> Page:
    operating.remove(turn.connection, press.person, turn.person.id, turn.now)
    return OpenOperators() if press.person != turn.person.id else OpenHome()
