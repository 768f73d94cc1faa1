"""One who works for a merchant: given another role, made the owner, removed."""

from collections.abc import Iterable

from markupsafe import Markup

from catalog import queries as catalog
from catalog import staffing
from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.asked_first import asked_first
from handlers.guest.actions import OpenHome
from handlers.layout import columns
from handlers.merchant.actions import OpenMerchantSettings, OpenPeople
from handlers.merchant.authorising import our_colleague, require_staff
from handlers.merchant.people_actions import (
    GiveRole,
    HandOver,
    OpenCalendars,
    OpenColleague,
    OpenHandingOver,
    OpenRemovingColleague,
    RemoveColleague,
)
from handlers.names import told_apart
from people import queries
from people.queries import StaffView
from people.rights import MERCHANT_ROLES, Right, Role
from wording.roles import role_meaning, role_name

flow = Flow()


@flow.page(OpenColleague)
def colleague_page(turn: Turn, press: OpenColleague) -> Screen:
    member, person = our_colleague(turn, press.merchant, press.person)
    return Screen(
        text=paragraphs(
            turn._("<b>{person}</b>", person=told_apart(turn, person)),
            turn._(
                "{role}. {meaning}",
                role=role_name(turn, member.role),
                meaning=role_meaning(turn, member.role),
            ),
            _calendar(turn, press, member),
            turn._("To leave, make someone else the owner first.")
            if _is_only_owner(turn, press)
            else None,
        ),
        rows=_keys(turn, press, member),
        back=OpenPeople(press.merchant),
    )


def _calendar(turn: Turn, press: OpenColleague, member: StaffView) -> Markup | None:
    names = dict(catalog.resources_of(turn.connection, press.merchant))
    if member.resource_id not in names:
        return None
    return turn._("📅 Calendar: {name}", name=names[member.resource_id])


def _keys(turn: Turn, press: OpenColleague, member: StaffView) -> tuple[Row, ...]:
    calendar = (Button(turn._("📅 Calendar"), OpenCalendars(press.merchant, press.person)),)
    if _is_only_owner(turn, press):
        return (calendar,)
    removing = OpenRemovingColleague(press.merchant, press.person)
    return (
        *columns(2, _other_roles(turn, press, member)),
        calendar,
        *_owner_row(turn, press, member),
        (Button(turn._("Remove"), removing, Style.DANGER),),
    )


def _is_only_owner(turn: Turn, press: OpenColleague) -> bool:
    owners = queries.staff_of(turn.connection, press.merchant, Right.PEOPLE)
    return owners == [press.person]


def _other_roles(turn: Turn, press: OpenColleague, member: StaffView) -> Iterable[Button]:
    for role in MERCHANT_ROLES:
        if role not in {Role.OWNER, member.role}:
            label = turn._("Change to {role}", role=role_name(turn, role))
            yield Button(label, GiveRole(press.merchant, press.person, role))


def _owner_row(turn: Turn, press: OpenColleague, member: StaffView) -> tuple[Row, ...]:
    if member.role is Role.OWNER:
        return ()
    label = turn._("👑 Make owner")
    return ((Button(label, OpenHandingOver(press.merchant, press.person)),),)


@flow.page(OpenHandingOver)
def handing_over_page(turn: Turn, press: OpenHandingOver) -> Screen:
    _member_now, person = our_colleague(turn, press.merchant, press.person)
    return asked_first(
        paragraphs(
            turn._("<b>Make {person} the owner?</b>", person=told_apart(turn, person)),
            turn._("You will be a manager from then on. Only they can make you owner again."),
        ),
        (turn._("Yes, hand it over"), HandOver(press.merchant, press.person)),
        back=OpenColleague(press.merchant, press.person),
    )


@flow.page(OpenRemovingColleague)
def removing_page(turn: Turn, press: OpenRemovingColleague) -> Screen:
    _member_now, person = our_colleague(turn, press.merchant, press.person)
    return asked_first(
        paragraphs(
            turn._("<b>Remove {person} from the staff?</b>", person=told_apart(turn, person)),
            turn._("They lose access to bookings and codes right away."),
        ),
        (turn._("Yes, remove access"), RemoveColleague(press.merchant, press.person)),
        back=OpenColleague(press.merchant, press.person),
    )


@flow.move(GiveRole)
def give_role(turn: Turn, press: GiveRole) -> Page:
    require_staff(turn, press.merchant, Right.PEOPLE)
    role = next((each for each in MERCHANT_ROLES if each == press.role), None)
    if role is None:
        raise PageOutdated(OpenColleague(press.merchant, press.person))
    staffing.give_role(
        turn.connection, press.merchant, press.person, role, by=turn.person.id, now=turn.now
    )
    return _after(turn, press.merchant, press.person)


@flow.move(HandOver)
def hand_over(turn: Turn, press: HandOver) -> Page:
    require_staff(turn, press.merchant, Right.PEOPLE)
    staffing.hand_over(turn.connection, press.merchant, press.person, turn.person.id, turn.now)
    return OpenMerchantSettings(press.merchant)


@flow.move(RemoveColleague)
def remove_colleague(turn: Turn, press: RemoveColleague) -> Page:
    require_staff(turn, press.merchant, Right.PEOPLE)
    staffing.dismiss(turn.connection, press.merchant, press.person, turn.person.id, turn.now)
    return OpenHome() if press.person == turn.person.id else OpenPeople(press.merchant)


def _after(turn: Turn, merchant_id: int, person_id: int) -> Page:
    """Whoever gave up their own rights has no such page any more."""
    if person_id == turn.person.id:
        return OpenMerchantSettings(merchant_id)
    return OpenColleague(merchant_id, person_id)
