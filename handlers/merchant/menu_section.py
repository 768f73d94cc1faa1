"""One section of a menu as its merchant changes it: name, hours, place in the menu, on it or off."""

from dataclasses import dataclass

from catalog.errors import FieldRefused, HoursUnclear
from catalog.menu import sections
from catalog.menu.own_menu import OwnSection, own_sections
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.merchant.menu import our_section, served_words
from handlers.merchant.menu_actions import (
    AskSectionHours,
    AskSectionName,
    OpenOwnMenu,
    OpenOwnSection,
    OpenSectionEdit,
    OpenSectionsOff,
)
from people.rights import Right

flow = Flow()


@dataclass(frozen=True, slots=True)
class NameSection(Move):
    """Another name, typed."""

    code = "sec-say"
    section: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class ServeSection(Move):
    """When it is served, typed."""

    code = "sec-serve"
    section: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class ServeAllDay(Move):
    """At no hours of its own."""

    code = "sec-day"
    section: int


@dataclass(frozen=True, slots=True)
class MoveSection(Move):
    """To a place in the menu."""

    code = "sec-move"
    section: int
    to: int


@dataclass(frozen=True, slots=True)
class TakeOffSection(Move):
    """Off the menu with everything in it, for good or until it is put back."""

    code = "sec-off"
    section: int


@dataclass(frozen=True, slots=True)
class PutBackSection(Move):
    """On the menu again."""

    code = "sec-back"
    section: int


@flow.page(OpenSectionEdit)
def section_page(turn: Turn, press: OpenSectionEdit) -> Screen:
    section = our_section(turn, press.section, Right.SHOP)
    if section.archived_at is not None:
        return _taken_off(turn, section)
    order = [each.id for each in own_sections(turn.connection, section.location_id)]
    return Screen(
        text=lines(
            turn._("<b>{section}</b>", section=section.name),
            served_words(turn, section) or turn._("Served all day."),
        ),
        rows=(
            (
                Button(turn._("📝 Name"), AskSectionName(section.id)),
                Button(turn._("🕐 Hours"), AskSectionHours(section.id)),
            ),
            *_order(turn, section.id, order.index(section.id), len(order)),
            (Button(turn._("Take off"), TakeOffSection(section.id), Style.DANGER),),
        ),
        back=OpenOwnSection(section.id),
    )


@flow.page(AskSectionName)
def name_page(turn: Turn, press: AskSectionName) -> Screen:
    section = our_section(turn, press.section, Right.SHOP)
    return Screen(
        text=paragraphs(
            turn._("<b>{section}</b>", section=section.name),
            turn._(
                "Type its name, up to {number} characters.",
                number=turn.texts.number(sections.LONGEST_NAME),
            ),
        ),
        asks=NameSection(section.id),
        back=OpenSectionEdit(section.id),
    )


@flow.page(AskSectionHours)
def hours_page(turn: Turn, press: AskSectionHours) -> Screen:
    section = our_section(turn, press.section, Right.SHOP)
    return Screen(
        text=paragraphs(
            lines(turn._("<b>{section}</b>", section=section.name), served_words(turn, section)),
            turn._("When is it served? Type the time, such as 07:00-11:30."),
        ),
        rows=((Button(turn._("All day"), ServeAllDay(section.id)),),),
        asks=ServeSection(section.id),
        back=OpenSectionEdit(section.id),
    )


@flow.move(NameSection)
def name_section(turn: Turn, press: NameSection) -> Page:
    section = our_section(turn, press.section, Right.SHOP)
    try:
        sections.rename(turn.connection, section.id, press.text, turn.person.id, turn.now)
    except FieldRefused as error:
        raise AskedAgain(error, AskSectionName(section.id)) from error
    return OpenSectionEdit(section.id)


@flow.move(ServeSection)
def serve_section(turn: Turn, press: ServeSection) -> Page:
    section = our_section(turn, press.section, Right.SHOP)
    try:
        served = sections.served_of(section.id, press.text)
    except (FieldRefused, HoursUnclear) as error:
        raise AskedAgain(error, AskSectionHours(section.id)) from error
    sections.set_hours(turn.connection, section.id, served, turn.person.id, turn.now)
    return OpenSectionEdit(section.id)


@flow.move(ServeAllDay)
def serve_all_day(turn: Turn, press: ServeAllDay) -> Page:
    our_section(turn, press.section, Right.SHOP)
    sections.set_hours(turn.connection, press.section, None, turn.person.id, turn.now)
    return OpenSectionEdit(press.section)


@flow.move(MoveSection)
def move_section(turn: Turn, press: MoveSection) -> Page:
    our_section(turn, press.section, Right.SHOP)
    sections.move(turn.connection, press.section, press.to, turn.person.id, turn.now)
    return OpenSectionEdit(press.section)


@flow.move(TakeOffSection)
def take_off_section(turn: Turn, press: TakeOffSection) -> Page:
    our_section(turn, press.section, Right.SHOP)
    sections.take_off(turn.connection, press.section, turn.person.id, turn.now)
    return OpenSectionEdit(press.section)


@flow.move(PutBackSection)
def put_back_section(turn: Turn, press: PutBackSection) -> Page:
    our_section(turn, press.section, Right.SHOP)
    sections.put_back(turn.connection, press.section, turn.person.id, turn.now)
    return OpenSectionEdit(press.section)


def _taken_off(turn: Turn, section: OwnSection) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("<b>{section}</b>", section=section.name),
            turn._("It is taken off the menu, with everything in it."),
        ),
        rows=(
            (Button(turn._("↩️ Put it back"), PutBackSection(section.id)),),
            (Button(turn._("Back to the menu"), OpenOwnMenu(section.location_id)),),
        ),
        back=OpenSectionsOff(section.location_id),
    )


def _order(turn: Turn, section: int, place: int, of: int) -> tuple[Row, ...]:
    up = Button(turn._("⬆️ Up"), MoveSection(section, max(0, place - 1)))
    down = Button(turn._("⬇️ Down"), MoveSection(section, place + 1))
    row = (*((up,) if place else ()), *((down,) if place < of - 1 else ()))
    return (row,) if row else ()
