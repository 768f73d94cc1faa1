"""Who works for a merchant, and as what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from chat.flow import Flow
from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import OpenMerchantSettings, OpenPeople
from handlers.merchant.authorising import may, our_merchant
from handlers.merchant.people_actions import OpenColleague, OpenInviting
from handlers.names import told_apart
from people import queries
from people.queries import StaffView
from people.rights import Right
from wording.roles import role_name

flow = Flow()

SHOWN = 10
LONGEST_LABEL = 40


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
