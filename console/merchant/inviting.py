"""Somebody is invited to work for a merchant: a link that works once, shown to whoever made it."""

from catalog import staffing
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, View
from console.authorising import our_shop
from console.merchant.people import people_page
from console.room import Room
from database.errors import Refusal
from people import inviting
from people.joining import Membership
from people.rights import MERCHANT_ROLES, Right

room = Room()

INVITATION = "/m/{merchant}/invitations/{invitation}"


@room.move("/m/{merchant}/invite")
def invite(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.INVITE)
    role = next((each for each in MERCHANT_ROLES if each == ask.form.get("invited")), None)
    if role is None:
        raise NotHere
    membership = Membership(role, shop.id)
    try:
        made = staffing.invite(turn.connection, membership, turn.person.id, turn.key, turn.now)
    except Refusal as refusal:
        raise Again(people_page, {"invited": refusal}) from refusal
    return INVITATION.format(merchant=shop.id, invitation=made)


@room.page(INVITATION)
def invitation_page(turn: Turn, ask: Ask) -> View:
    """For whoever made it, while it is good."""
    shop = our_shop(turn, ask, Right.INVITE)
    given = (ask.place["invitation"], turn.person.id, turn.key, turn.now)
    try:
        membership, token = inviting.token_of(turn.connection, *given)
    except Refusal as refusal:
        raise NotHere from refusal
    if membership.merchant_id != shop.id:
        raise NotHere
    values = {"shop": shop, "role": membership.role, "token": token}
    return View("merchant/invitation.html", values)
