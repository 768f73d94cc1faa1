"""Who works for a merchant and as what: invited, given another role, removed, made the owner."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from catalog import queries as catalog
from catalog import staffing
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, CopyButton, Row, Screen, ShareButton, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHome
from handlers.invitation import OpenJoining
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import OpenMerchantSettings, OpenPeople
from handlers.merchant.authorising import may, our_merchant, require_staff
from handlers.names import told_apart
from people import inviting, queries
from people.joining import Membership
from people.queries import PersonView, StaffView
from people.rights import MERCHANT_ROLES, Right, Role, invitable
from wording.roles import role_meaning, role_name

flow = Flow()

SHOWN = 10
LONGEST_LABEL = 40
DAYS = 7


@dataclass(frozen=True, slots=True)
class OpenColleague(Page):
    """One who works there, and what can be done about it."""

    code = "mate"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class GiveRole(Move):
    """As what somebody works there from now on."""

    code = "role"
    merchant: int
    person: int
    role: str


@dataclass(frozen=True, slots=True)
class OpenCalendars(Page):
    """Whose calendar somebody sees: a chair's, a room's or a person's."""

    code = "mate-cal"
    merchant: int
    person: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class GiveCalendar(Move):
    """Somebody sees this calendar from now on."""

    code = "mate-cal-is"
    merchant: int
    person: int
    resource: int


@dataclass(frozen=True, slots=True)
class OpenHandingOver(Page):
    """Whether somebody shall own it from now on."""

    code = "mate-owner"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class HandOver(Move):
    """Somebody owns it from now on."""

    code = "mate-owner-now"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class OpenRemovingColleague(Page):
    """Whether somebody shall work there no more."""

    code = "mate-out"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class RemoveColleague(Move):
    """Somebody works there no more."""

    code = "mate-out-now"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class OpenInviting(Page):
    """As what a colleague is invited."""

    code = "hiring"
    merchant: int


@dataclass(frozen=True, slots=True)
class InviteColleague(Move):
    """Make a one-time link for a colleague."""

    code = "hire"
    merchant: int
    role: str = Role.DESK


@dataclass(frozen=True, slots=True)
class ShowInvitation(Page):
    """The one-time link, for whoever made it."""

    code = "hired"
    merchant: int
    invitation: int


@flow.page(OpenPeople)
def people_page(turn: Turn, press: OpenPeople) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.INVITE)
    everybody = queries.staff_views(turn.connection, merchant.id)
    page, shown, more = leaf(everybody, press.page, SHOWN)
    named = _named(turn, shown)
    changes = may(turn, Right.PEOPLE, merchant.id)
    return Screen(
        text=paragraphs(
            turn._("<b>People of {merchant}</b>", merchant=merchant.name),
            None if changes else lines(*named.values()),
        ),
        rows=(
            *(columns(1, _colleagues(merchant.id, named)) if changes else ()),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
            (Button(turn._("➕ Invite someone"), OpenInviting(merchant.id)),),
        ),
        back=OpenMerchantSettings(merchant.id),
    )


def _named(turn: Turn, members: Sequence[StaffView]) -> dict[int, Markup]:
    """What each is called, and as what they work there."""
    people = queries.persons(turn.connection, [each.person_id for each in members])
    return {
        member.person_id: turn._(
            "{person} · {role}",
            person=shortened(told_apart(turn, person), LONGEST_LABEL),
            role=role_name(turn, member.role),
        )
        for member, person in zip(members, people, strict=True)
    }


def _colleagues(merchant_id: int, named: Mapping[int, Markup]) -> Iterable[Button]:
    for person_id, label in named.items():
        yield Button(label, OpenColleague(merchant_id, person_id))


@flow.page(OpenColleague)
def colleague_page(turn: Turn, press: OpenColleague) -> Screen:
    member, person = _member(turn, press.merchant, press.person)
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


@flow.page(OpenCalendars)
def calendars_page(turn: Turn, press: OpenCalendars) -> Screen:
    member, person = _member(turn, press.merchant, press.person)
    everything = catalog.resources_of(turn.connection, press.merchant)
    page, shown, more = leaf(everything, press.page, SHOWN)
    labels = (("✅ " if each == member.resource_id else "") + name for each, name in shown)
    return Screen(
        text=turn._("<b>Whose calendar does {person} see?</b>", person=told_apart(turn, person))
        if everything
        else turn._("There are no chairs, rooms or people to book here yet."),
        rows=(
            *columns(
                2,
                (
                    Button(
                        shortened(label, LONGEST_LABEL),
                        GiveCalendar(press.merchant, press.person, each),
                    )
                    for (each, _name), label in zip(shown, labels, strict=True)
                ),
            ),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
        ),
        back=OpenColleague(press.merchant, press.person),
    )


@flow.move(GiveCalendar)
def give_calendar(turn: Turn, press: GiveCalendar) -> Page:
    require_staff(turn, press.merchant, Right.PEOPLE)
    staffing.give_resource(
        turn.connection,
        press.merchant,
        press.person,
        press.resource,
        by=turn.person.id,
        now=turn.now,
    )
    return OpenColleague(press.merchant, press.person)


@flow.page(OpenHandingOver)
def handing_over_page(turn: Turn, press: OpenHandingOver) -> Screen:
    _member_now, person = _member(turn, press.merchant, press.person)
    return Screen(
        text=paragraphs(
            turn._("<b>Make {person} the owner?</b>", person=told_apart(turn, person)),
            turn._("You will be a manager from then on. Only they can make you owner again."),
        ),
        rows=(
            (
                Button(
                    turn._("Yes, hand it over"),
                    HandOver(press.merchant, press.person),
                    Style.DANGER,
                ),
            ),
        ),
        back=OpenColleague(press.merchant, press.person),
    )


@flow.page(OpenRemovingColleague)
def removing_page(turn: Turn, press: OpenRemovingColleague) -> Screen:
    _member_now, person = _member(turn, press.merchant, press.person)
    return Screen(
        text=paragraphs(
            turn._("<b>Remove {person} from the staff?</b>", person=told_apart(turn, person)),
            turn._("They lose access to bookings and codes right away."),
        ),
        rows=(
            (
                Button(
                    turn._("Yes, remove access"),
                    RemoveColleague(press.merchant, press.person),
                    Style.DANGER,
                ),
            ),
        ),
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


def _member(turn: Turn, merchant_id: int, person_id: int) -> tuple[StaffView, PersonView]:
    our_merchant(turn, merchant_id, Right.PEOPLE)
    everybody = queries.staff_views(turn.connection, merchant_id)
    member = next((each for each in everybody if each.person_id == person_id), None)
    person = queries.person(turn.connection, person_id)
    if member is None or person is None:
        raise PageOutdated(OpenPeople(merchant_id))
    return member, person
