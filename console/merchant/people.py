"""Who works for a merchant and as what; its owner changes it here."""

from catalog import queries as catalog
from catalog import staffing
from catalog.errors import NotStaff
from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import our_shop
from console.room import Room
from people import queries
from people.rights import MERCHANT_ROLES, Right, Role, invitable

room = Room()

PERSON = "/m/{merchant}/people/{person}"


@room.page("/m/{merchant}/people")
def people_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.INVITE)
    members = queries.staff_views(turn.connection, shop.id)
    people = queries.persons(turn.connection, [each.person_id for each in members])
    values = {
        "shop": shop,
        "members": list(zip(members, people, strict=True)),
        "ask": ask,
        "inviting": _invitable(turn, shop.id),
        "resources": catalog.resources_of(turn.connection, shop.id),
        "roles": [each for each in MERCHANT_ROLES if each is not Role.OWNER],
        "only_owner": _only_owner(turn, shop.id),
        "asked": ask.query.get("ask", ""),
    }
    return View("merchant/people.html", values)


@room.move(f"{PERSON}/role")
def give_role(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.PEOPLE)
    role = next((each for each in MERCHANT_ROLES if each == ask.form.get("role")), None)
    if role is None or role is Role.OWNER:
        raise NotStaff(ask.place["person"])
    staffing.give_role(
        turn.connection, shop.id, ask.place["person"], role, by=turn.person.id, now=turn.now
    )
    return _after(turn, ask)


@room.move(f"{PERSON}/owner")
def hand_over(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.PEOPLE)
    staffing.hand_over(turn.connection, shop.id, ask.place["person"], turn.person.id, turn.now)
    return _after(turn, ask)


@room.move(f"{PERSON}/remove")
def remove(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.PEOPLE)
    staffing.dismiss(turn.connection, shop.id, ask.place["person"], turn.person.id, turn.now)
    return _after(turn, ask)


def _invitable(turn: Turn, merchant_id: int) -> list[Role]:
    """As what this person may invite somebody there."""
    members = queries.staff_views(turn.connection, merchant_id)
    return list(invitable(each.role for each in members if each.person_id == turn.person.id))


def _only_owner(turn: Turn, merchant_id: int) -> int | None:
    owners = queries.staff_of(turn.connection, merchant_id, Right.PEOPLE)
    return owners[0] if len(owners) == 1 else None


def _after(turn: Turn, ask: Ask) -> str:
    """Whoever gave up their own rights has no such page any more."""
    if ask.place["person"] == turn.person.id:
        return ""
    return f"/m/{ask.place['merchant']}/people"
