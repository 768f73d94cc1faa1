"""One merchant as operators see it: who runs it, whether it shows the badge, whether it may sell."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog import queries, suspending, vouching
from catalog.attending import is_looked_after
from catalog.views import MerchantState, MerchantView
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenMerchant
from handlers.layout import dotted
from handlers.names import names_of
from handlers.operator.actions import OpenMerchantCard, OpenMerchants
from handlers.operator.deserted import open_bookings
from handlers.operator.guarding import OperatorFlow
from handlers.operator.inviting import InviteStaff
from handlers.operator.staffing import OpenStaff
from handlers.reviewing import stars
from orders import lists
from orders import suspending as calling_off
from people.queries import staff_of
from people.rights import Right
from wording.kinds import kind_label

flow = OperatorFlow(Right.ADMIT)

NAMED = 5
ADDRESSES = 3


@dataclass(frozen=True, slots=True)
class GiveBadge(Move):
    """Vouch for a merchant."""

    code = "op-badge"
    merchant: int


@dataclass(frozen=True, slots=True)
class TakeBadge(Move):
    """No longer vouch for it."""

    code = "op-nobadge"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenSuspending(Page):
    """What suspending means, and whether they are sure."""

    code = "op-suspend"
    merchant: int


@dataclass(frozen=True, slots=True)
class Suspend(Move):
    """Take a merchant out of the market; what is booked there is refunded."""

    code = "op-suspend-now"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenReinstating(Page):
    """What letting it back in means, and whether they are sure."""

    code = "op-back"
    merchant: int


@dataclass(frozen=True, slots=True)
class Reinstate(Move):
    """Let a merchant back in."""

    code = "op-back-now"
    merchant: int


def found(turn: Turn, merchant_id: int) -> MerchantView:
    """The merchant, whatever its state; else the list."""
    merchant = queries.merchant(turn.connection, merchant_id)
    if merchant is None:
        raise PageOutdated(OpenMerchants())
    return merchant


@flow.page(OpenMerchantCard)
def card_page(turn: Turn, press: OpenMerchantCard) -> Screen:
    merchant = found(turn, press.merchant)
    left = _left(turn, merchant)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>{merchant}</b>", merchant=merchant.name),
                dotted((kind_label(turn, merchant.category), stars(turn, merchant.rating))),
                *(
                    turn._("📍 {address}", address=each.address)
                    for each in merchant.locations[:ADDRESSES]
                    if each.address
                ),
                _further(turn, merchant),
            ),
            lines(
                _state(turn, merchant),
                _badge(turn, merchant),
                _staff(turn, merchant),
                _left_words(turn, merchant, left),
                None
                if merchant.services
                else turn._(
                    "No services yet: import a file with the id <code>here:{number}</code>.",
                    number=str(merchant.id),
                ),
            ),
        ),
        rows=_rows(turn, merchant, left),
        back=OpenMerchants(),
    )


def _state(turn: Turn, merchant: MerchantView) -> Markup:
    match merchant.state:
        case MerchantState.SUSPENDED:
            return turn._("⛔ Suspended: nobody can find or book it")
        case MerchantState.LISTED:
            return turn._("⚪ Listed: guests can find it, but nobody manages it yet")
        case _ if merchant.bookable:
            return turn.ngettext(
                "🟢 Active, with {number} service",
                "🟢 Active, with {number} services",
                len(merchant.services),
            )
        case _:
            return turn._("🟡 Active, with nothing to book yet")


def _badge(turn: Turn, merchant: MerchantView) -> Markup:
    return turn._("✓ Has the badge") if merchant.approved else turn._("No badge")


def _staff(turn: Turn, merchant: MerchantView) -> Markup:
    everybody = staff_of(turn.connection, merchant.id)
    if not everybody:
        return turn._("No staff yet")
    return turn._("Staff: {names}", names=names_of(turn, everybody, NAMED))


def _further(turn: Turn, merchant: MerchantView) -> Markup | None:
    """The rest of them are on the page that guests see."""
    left = len(merchant.locations) - ADDRESSES
    return turn.ngettext("and {number} more", "and {number} more", left) if left > 0 else None


def _left(turn: Turn, merchant: MerchantView) -> int:
    """How much is booked where nothing can be booked any more."""
    if merchant.state is MerchantState.ACTIVE:
        return 0
    return lists.count_living_of_merchant(turn.connection, merchant.id)


def _left_words(turn: Turn, merchant: MerchantView, left: int) -> Markup | None:
    if not left:
        return None
    if merchant.state is MerchantState.LISTED:
        return open_bookings(turn, left)
    return turn.ngettext(
        "⏳ {number} booking is still to be cancelled and refunded.",
        "⏳ {number} bookings are still to be cancelled and refunded.",
        left,
    )


def _rows(turn: Turn, merchant: MerchantView, left: int) -> tuple[Row, ...]:
    if merchant.state is MerchantState.SUSPENDED:
        return (_back_in(turn, merchant, left),)
    badge = (
        Button(turn._("Remove badge"), TakeBadge(merchant.id))
        if merchant.approved
        else Button(turn._("✓ Give badge"), GiveBadge(merchant.id))
    )
    return (
        (
            Button(turn._("🔗 Invite staff"), InviteStaff(merchant.id), Style.PRIMARY),
            Button(turn._("👥 Staff"), OpenStaff(merchant.id)),
        ),
        (badge, Button(turn._("View as a guest"), OpenMerchant(merchant.id))),
        (Button(turn._("⛔ Suspend"), OpenSuspending(merchant.id)),),
    )


def _back_in(turn: Turn, merchant: MerchantView, left: int) -> Row:
    if left:
        return (Button(turn._("🔄 Check again"), OpenMerchantCard(merchant.id)),)
    return (Button(turn._("Reactivate"), OpenReinstating(merchant.id)),)


@flow.move(GiveBadge)
def give_badge(turn: Turn, press: GiveBadge) -> Page:
    vouching.vouch(turn.connection, press.merchant, turn.person.id, turn.now)
    return OpenMerchantCard(press.merchant)


@flow.move(TakeBadge)
def take_badge(turn: Turn, press: TakeBadge) -> Page:
    vouching.withdraw(turn.connection, press.merchant, turn.person.id, turn.now)
    return OpenMerchantCard(press.merchant)


@flow.page(OpenSuspending)
def suspending_page(turn: Turn, press: OpenSuspending) -> Screen:
    merchant = found(turn, press.merchant)
    living = lists.count_living_of_merchant(turn.connection, press.merchant)
    return Screen(
        text=paragraphs(
            turn._("<b>Suspend {merchant}?</b>", merchant=merchant.name),
            turn._("Nobody can find or book it until you reactivate it."),
            turn.ngettext(
                "{number} open booking will be cancelled, and its guest gets a full refund.",
                "{number} open bookings will be cancelled, and their guests get a full refund.",
                living,
            )
            if living
            else turn._("It has no bookings."),
        ),
        rows=((Button(turn._("Yes, suspend it"), Suspend(press.merchant), Style.DANGER),),),
        back=OpenMerchantCard(press.merchant),
    )


@flow.move(Suspend)
def suspend(turn: Turn, press: Suspend) -> Page:
    calling_off.suspend(turn.connection, press.merchant, turn.person.id, turn.now)
    return OpenMerchantCard(press.merchant)


@flow.page(OpenReinstating)
def reinstating_page(turn: Turn, press: OpenReinstating) -> Screen:
    merchant = found(turn, press.merchant)
    return Screen(
        text=paragraphs(
            turn._("<b>Reactivate {merchant}?</b>", merchant=merchant.name),
            _after(turn, merchant),
        ),
        rows=((Button(turn._("Yes, reactivate it"), Reinstate(press.merchant), Style.PRIMARY),),),
        back=OpenMerchantCard(press.merchant),
    )


def _after(turn: Turn, merchant: MerchantView) -> Markup:
    if is_looked_after(turn.connection, merchant.id):
        return turn._("Guests can find and book it again. Cancelled bookings stay cancelled.")
    return turn._("Guests can find it again, but can't book until it has staff.")


@flow.move(Reinstate)
def reinstate(turn: Turn, press: Reinstate) -> Page:
    suspending.reinstate(turn.connection, press.merchant, turn.person.id, turn.now)
    return OpenMerchantCard(press.merchant)
