"""The link that was sent to a person: it shows who invites to what, and only the press joins."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog import lists, staffing
from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.courier.actions import OpenCourierDesk
from handlers.guest.actions import OpenHome
from handlers.names import called
from handlers.operator.actions import OpenOperatorDesk
from handlers.roles import merchant_desk_of
from people import queries as people
from people.inviting import Invitation
from people.joining import Membership
from people.rights import Role
from wording.roles import role_meaning, role_name

flow = Flow()


@dataclass(frozen=True, slots=True)
class OpenJoining(Page):
    """Who invites to what; changes nothing."""

    code = "join"
    tracked = False
    token: str


@dataclass(frozen=True, slots=True)
class AcceptInvitation(Move):
    """Take the role that the invitation offers."""

    code = "accept"
    token: str


@flow.page(OpenJoining)
def joining_page(turn: Turn, press: OpenJoining) -> Screen:
    offered = staffing.look(turn.connection, press.token, turn.person.id, turn.now)
    if offered.joined:
        return _in_already(turn, offered.membership)
    zone = ZoneInfo(turn.market.zone)
    return Screen(
        text=paragraphs(
            _question(turn, offered.membership),
            lines(_who(turn, offered), _meaning(turn, offered.membership)),
            turn._(
                "The invitation is valid until {when}.",
                when=turn.texts.full_day(offered.expires_at.astimezone(zone).date()),
            ),
        ),
        rows=(
            (Button(turn._("✅ Accept"), AcceptInvitation(press.token), Style.SUCCESS),),
            (Button(turn._("No, thanks"), OpenHome()),),
        ),
    )


@flow.move(AcceptInvitation)
def accept_invitation(turn: Turn, press: AcceptInvitation) -> Page:
    return _desk(staffing.accept(turn.connection, press.token, turn.person.id, turn.now))


def _desk(membership: Membership) -> Page:
    if membership.role is Role.COURIER:
        return OpenCourierDesk()
    if membership.merchant_id is None:
        return OpenOperatorDesk()
    return merchant_desk_of(membership.merchant_id)


def _in_already(turn: Turn, membership: Membership) -> Screen:
    return Screen(
        text=turn._("You've already joined. This invitation is for someone else."),
        rows=((Button(turn._("Your desk"), _desk(membership), Style.PRIMARY),),),
        back=OpenHome(),
    )


def _question(turn: Turn, membership: Membership) -> Markup:
    if membership.merchant_id is None and membership.role is Role.COURIER:
        return turn._("<b>Bring orders for {market}?</b>", market=turn.market.name)
    if membership.merchant_id is None:
        return turn._("<b>Help run {market}?</b>", market=turn.market.name)
    name = lists.names(turn.connection, [membership.merchant_id])[membership.merchant_id]
    return turn._("<b>Join the staff of {merchant}?</b>", merchant=name)


def _who(turn: Turn, offered: Invitation) -> Markup:
    person = people.person(turn.connection, offered.by) if offered.by else None
    if person is None:
        return turn._("The operator of {market} invites you.", market=turn.market.name)
    if person.id == turn.person.id:
        return turn._("You made this invitation yourself.")
    return turn._("{person} invites you.", person=called(turn, person.name))


def _meaning(turn: Turn, membership: Membership) -> Markup:
    return turn._(
        "{role}. {meaning}",
        role=role_name(turn, membership.role),
        meaning=role_meaning(turn, membership.role),
    )
