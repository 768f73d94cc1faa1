"""Whose calendar a colleague sees: a chair's, a room's or a person's."""

from dataclasses import replace

from catalog import queries as catalog
from catalog import staffing
from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Screen
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.authorising import our_colleague, require_staff
from handlers.merchant.people_actions import GiveCalendar, OpenCalendars, OpenColleague
from handlers.names import told_apart
from people.rights import Right

flow = Flow()

SHOWN = 10
LONGEST_LABEL = 40


@flow.page(OpenCalendars)
def calendars_page(turn: Turn, press: OpenCalendars) -> Screen:
    member, person = our_colleague(turn, press.merchant, press.person)
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
