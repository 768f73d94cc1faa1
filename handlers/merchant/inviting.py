"""A colleague is invited by a link that works once."""

from catalog import staffing
from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, CopyButton, Screen, ShareButton, lines, paragraphs
from chat.turn import Turn
from handlers.invitation import OpenJoining
from handlers.layout import columns
from handlers.merchant.actions import OpenPeople
from handlers.merchant.authorising import our_merchant, require_staff
from handlers.merchant.people_actions import InviteColleague, OpenInviting, ShowInvitation
from people import inviting, queries
from people.joining import Membership
from people.rights import MERCHANT_ROLES, Right, Role, invitable
from wording.roles import role_meaning, role_name

flow = Flow()


@flow.page(OpenInviting)
def inviting_page(turn: Turn, press: OpenInviting) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.INVITE)
    own = (
        each.role
        for each in queries.staff_views(turn.connection, merchant.id)
        if each.person_id == turn.person.id
    )
    roles = invitable(own)
    return Screen(
        text=paragraphs(
            turn._("<b>Invite someone to {merchant}</b>", merchant=merchant.name),
            lines(*(_choice(turn, role) for role in roles)),
        ),
        rows=columns(
            2,
            (Button(role_name(turn, role), InviteColleague(merchant.id, role)) for role in roles),
        ),
        back=OpenPeople(merchant.id),
    )


def _choice(turn: Turn, role: Role) -> str:
    return turn._(
        "<b>{role}</b>: {meaning}", role=role_name(turn, role), meaning=role_meaning(turn, role)
    )


@flow.move(InviteColleague)
def invite_colleague(turn: Turn, press: InviteColleague) -> Page:
    require_staff(turn, press.merchant, Right.INVITE)
    role = next((each for each in MERCHANT_ROLES if each == press.role), None)
    if role is None:
        raise PageOutdated(OpenInviting(press.merchant))
    membership = Membership(role, press.merchant)
    invitation = staffing.invite(turn.connection, membership, turn.person.id, turn.key, turn.now)
    return ShowInvitation(press.merchant, invitation)


@flow.page(ShowInvitation)
def invitation_page(turn: Turn, press: ShowInvitation) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.INVITE)
    membership, token = inviting.token_of(
        turn.connection, press.invitation, turn.person.id, turn.key, turn.now
    )
    joining = OpenJoining(token)
    link = turn.link(joining)
    role = role_name(turn, membership.role)
    words = turn._(
        "Your desk for {merchant} on {market}", merchant=merchant.name, market=turn.market.name
    )
    return Screen(
        text=paragraphs(
            turn._("<b>Invitation: {role}</b>", role=role),
            role_meaning(turn, membership.role),
            turn._("Send this link to your colleague. It works once, within 7 days:"),
            turn._("<code>{link}</code>", link=link),
        ),
        rows=(
            (
                CopyButton(turn._("Copy the link"), link),
                ShareButton(turn._("Share"), joining, str(words)),
            ),
        ),
        back=OpenPeople(merchant.id),
    )
