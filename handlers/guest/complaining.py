"""Something went wrong: a guest says what, reads where it stands, and says whether it is solved."""

from collections.abc import Iterator

from chat.action import Page
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.complaint_actions import OpenComplaintPhoto
from handlers.complaint_words import complaint_words
from handlers.errors import fitting
from handlers.guest.actions import OpenBooking
from handlers.guest.complaint_actions import (
    AddComplaintPhoto,
    AskComplaint,
    AskNotSolved,
    Complain,
    IsNotSolved,
    IsSolved,
    OpenComplaining,
    OpenComplaint,
)
from handlers.guest.owned import my_order
from handlers.layout import columns
from handlers.orders import order_words
from orders import (
    ComplaintView,
    OrderView,
    Stand,
    Wrong,
    complaining,
    complaint_views,
    proposals,
    queries,
)
from wording.complaints import Reader, wrong_name

flow = Flow()


@flow.page(OpenComplaining)
def complaining_page(turn: Turn, press: OpenComplaining) -> Screen:
    order = _complainable(turn, press.order)
    kinds = (Button(wrong_name(turn, each), AskComplaint(order.id, each)) for each in Wrong)
    return Screen(
        text=paragraphs(
            turn._("<b>⚠️ What went wrong?</b>"),
            order_words(turn, order),
            turn._(
                "{merchant} gets 48 hours to answer. If that doesn't solve it, {market} decides. You"
                " can always read here where it stands.",
                merchant=order.merchant,
                market=turn.market.name,
            ),
        ),
        rows=columns(1, kinds),
        back=OpenBooking(order.id),
    )


@flow.page(AskComplaint)
def ask_complaint_page(turn: Turn, press: AskComplaint) -> Screen:
    order = _complainable(turn, press.order)
    said = Complain(order.id, press.wrong)
    without = Button(turn._("Send without words"), said, Style.PRIMARY)
    return Screen(
        text=paragraphs(
            turn._("<b>⚠️ {problem}</b>", problem=wrong_name(turn, press.wrong)),
            order_words(turn, order),
            turn._("What happened? Type it; you can send a photo with it, too."),
            turn._(
                "{merchant} reads it with your name, and so do the people who run {market}.",
                merchant=order.merchant,
                market=turn.market.name,
            ),
        ),
        rows=() if press.wrong is Wrong.OTHER else ((without,),),
        back=OpenComplaining(order.id),
        asks=said,
    )


@flow.move(Complain)
def complain(turn: Turn, press: Complain) -> Page:
    again = AskComplaint(press.order, press.wrong)
    words = fitting(press.text, complaining.LONGEST, again)
    if press.wrong is Wrong.OTHER and not words and not press.photo:
        return again
    given = (press.order, turn.person.id, press.wrong, words, turn.now)
    return OpenComplaint(complaining.complain(turn.connection, *given, photo=press.photo or None))


@flow.page(OpenComplaint)
def complaint_page(turn: Turn, press: OpenComplaint) -> Screen:
    found = _mine(turn, press.complaint)
    wants_photo = not found.is_over and found.photo is None
    return Screen(
        text=paragraphs(
            complaint_words(turn, found, Reader.GUEST),
            turn._("You can send a photo of it, too.") if wants_photo else None,
        ),
        rows=tuple(complaint_rows(turn, found)),
        back=OpenBooking(found.order_id),
        asks=AddComplaintPhoto(found.id) if wants_photo else None,
    )


def complaint_rows(turn: Turn, found: ComplaintView) -> Iterator[Row]:
    """What its guest may say to it as it stands."""
    solved = IsSolved(found.id)
    if found.waits(Stand.ANSWERED, turn.now):
        yield (
            Button(turn._("✅ Solved"), solved, Style.SUCCESS),
            Button(turn._("Not solved"), AskNotSolved(found.id)),
        )
    elif not found.is_over:
        yield (Button(turn._("✅ It's settled"), solved),)
    if proposals.proposed(turn.connection, found.order_id, turn.now) is not None:
        yield (Button(turn._("🔁 See the other time"), OpenBooking(found.order_id)),)
    if found.photo is not None:
        yield (Button(turn._("📷 Photo"), OpenComplaintPhoto(found.id)),)
    if found.stand is Stand.SOLVED and _may_again(turn, found):
        again = OpenComplaining(found.order_id)
        yield (Button(turn._("⚠️ Something else went wrong"), again),)


@flow.page(AskNotSolved)
def ask_not_solved_page(turn: Turn, press: AskNotSolved) -> Screen:
    found = _mine(turn, press.complaint)
    if not found.waits(Stand.ANSWERED, turn.now):
        raise PageOutdated(OpenComplaint(found.id))
    said = IsNotSolved(found.id)
    return Screen(
        text=paragraphs(
            complaint_words(turn, found, Reader.GUEST),
            turn._(
                "What would be fair? Type it for the people who run {market}: they decide now.",
                market=turn.market.name,
            ),
        ),
        rows=((Button(turn._("Send without words"), said, Style.PRIMARY),),),
        back=OpenComplaint(found.id),
        asks=said,
    )


@flow.move(AddComplaintPhoto)
def add_photo(turn: Turn, press: AddComplaintPhoto) -> Page:
    _mine(turn, press.complaint)
    if press.photo:
        given = (press.complaint, turn.person.id, press.photo, turn.now)
        complaining.add_photo(turn.connection, *given)
    return OpenComplaint(press.complaint)


@flow.move(IsSolved)
def is_solved(turn: Turn, press: IsSolved) -> Page:
    complaining.is_solved(turn.connection, press.complaint, turn.person.id, turn.now)
    return OpenComplaint(press.complaint)


@flow.move(IsNotSolved)
def is_not_solved(turn: Turn, press: IsNotSolved) -> Page:
    words = fitting(press.text, complaining.LONGEST, AskNotSolved(press.complaint))
    complaining.is_not_solved(turn.connection, press.complaint, turn.person.id, words, turn.now)
    return OpenComplaint(press.complaint)


def _complainable(turn: Turn, order_id: int) -> OrderView:
    """The person's own booking, of which nothing is being complained yet."""
    order = my_order(turn, order_id)
    found = complaint_views.latest_of(turn.connection, order.id)
    if found is not None and not found.is_over:
        raise PageOutdated(OpenComplaint(found.id))
    complaining.check_offered(turn.connection, order, turn.now)
    return order


def _mine(turn: Turn, complaint_id: int) -> ComplaintView:
    found = complaint_views.complaint(turn.connection, complaint_id)
    if found is None or found.guest_id != turn.person.id:
        raise NotAllowed
    return found


def _may_again(turn: Turn, found: ComplaintView) -> bool:
    order = queries.order(turn.connection, found.order_id)
    return order is not None and complaining.may_complain(turn.connection, order, turn.now)
