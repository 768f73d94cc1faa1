"""The counter: a code is typed or scanned, looked at, and used with one press."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.codes import looked_up
from handlers.courier.at_door import scanned
from handlers.guest.actions import OpenVoucher
from handlers.guest.voucher import voucher_page
from handlers.hours import near_time
from handlers.merchant.actions import AskCode, OpenDesk, OpenRedemption, OpenServed
from handlers.merchant.authorising import may, our_merchant, our_order, require_staff
from handlers.merchant.counter_payment import left_rows
from handlers.merchant.history import use_words
from handlers.merchant.ticket_words import ticket_words
from handlers.names import called
from handlers.orders import is_of_menu, what_words
from handlers.roles import merchant_desk
from orders import OrderView, VoucherView, codes, redeeming, vouchers
from orders.errors import NotYourMerchant
from people.rights import Right
from wording.paying import paying_words

flow = Flow()


@dataclass(frozen=True, slots=True)
class GiveCode(Page):
    """A code as the guest reads it out."""

    code = "typed"
    merchant: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class RedeemVoucher(Move):
    """Make the `use`-th use of the code that was shown; pressed twice it is the same use."""

    code = "use"
    voucher: str
    use: int


@dataclass(frozen=True, slots=True)
class AskEarly(Page):
    """Whether the guest is here before the time that was booked."""

    code = "early"
    tracked = False
    voucher: str


@flow.page(AskCode)
def ask_code_page(turn: Turn, press: AskCode) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.REDEEM)
    return Screen(
        text=paragraphs(
            turn._("<b>🎟 Redeem a code</b>"),
            turn._("Type your guest's code: 11 letters and digits."),
            turn._("Or scan the QR code with your phone's camera. It opens the same page."),
        ),
        back=OpenDesk(merchant.id),
        asks=GiveCode(merchant.id),
    )


@flow.page(GiveCode)
def given_code_page(turn: Turn, press: GiveCode) -> Screen:
    require_staff(turn, press.merchant, Right.REDEEM)
    return redemption_page(turn, OpenRedemption(press.text))


@flow.page(OpenRedemption)
def redemption_page(turn: Turn, press: OpenRedemption) -> Screen:
    voucher = looked_up(turn, press.voucher)
    if not may(turn, Right.REDEEM, voucher.merchant_id):
        return _for_others(turn, voucher)
    vouchers.check_usable(turn.connection, voucher, turn.now)
    return Screen(
        text=paragraphs(
            turn._("<b>The code is valid</b>"),
            _what_for(turn, voucher),
            _left(turn, voucher),
            _warning(turn, voucher),
        ),
        rows=(_redeem_row(turn, voucher),),
        back=OpenDesk(voucher.merchant_id),
    )


@flow.page(AskEarly)
def ask_early_page(turn: Turn, press: AskEarly) -> Screen:
    voucher = _shown(turn, press.voucher)
    require_staff(turn, voucher.merchant_id, Right.REDEEM)
    vouchers.check_usable(turn.connection, voucher, turn.now)
    here = OpenRedemption(voucher.code)
    return Screen(
        text=paragraphs(
            turn._("<b>Redeem early?</b>"),
            _what_for(turn, voucher),
            turn._("Once redeemed, the guest can't cancel or change the time."),
        ),
        rows=(
            (Button(turn._("Yes, the guest is here"), _redeem(voucher), Style.SUCCESS),),
            (Button(turn._("No, not yet"), here, Style.PRIMARY),),
        ),
        back=here,
    )


@flow.move(RedeemVoucher)
def redeem_voucher(turn: Turn, press: RedeemVoucher) -> Page:
    _check_shown(turn, press.voucher)
    order, voucher = redeeming.locked_voucher(turn.connection, press.voucher, turn.person.id)
    if press.use != voucher.used + 1 and not _made_before(turn, voucher, press):
        vouchers.check_usable(turn.connection, voucher, turn.now)
        raise PageOutdated(OpenRedemption(voucher.code))
    nonce = f"{voucher.voucher_id}-{press.use}-{turn.person.id}"
    this = redeeming.Press(turn.person.id, nonce, turn.now)
    redeeming.redeem_locked(turn.connection, order, voucher, this)
    return OpenServed(voucher.order_id)


@flow.page(OpenServed)
def served_page(turn: Turn, press: OpenServed) -> Screen:
    order = our_order(turn, press.order, Right.REDEEM)
    return Screen(
        text=paragraphs(
            turn._("<b>✅ Redeemed</b>") if order.used else turn._("<b>✅ Paid</b>"),
            _order_words(turn, order),
            paying_words(turn, order),
            lines(
                *(use_words(turn, order, one) for one in order.redemptions[-1:]),
                _uses_left(turn, order.uses, order.used) if order.used else None,
            ),
        ),
        rows=(
            *left_rows(turn, order),
            (Button(turn._("🎟 Next code"), AskCode(order.merchant_id)),),
        ),
        back=OpenDesk(order.merchant_id),
    )


def _shown(turn: Turn, code: str) -> VoucherView:
    _check_shown(turn, code)
    return vouchers.look(turn.connection, code)


def _check_shown(turn: Turn, code: str) -> None:
    """Older buttons name a voucher by a number, which no guest has to show."""
    if codes.normalise(code) is None:
        raise PageOutdated(_where_to_type(turn))


def _where_to_type(turn: Turn) -> Page:
    places = turn.person.merchants
    return AskCode(min(places)) if len(places) == 1 else merchant_desk(turn)


def _made_before(turn: Turn, voucher: VoucherView, press: RedeemVoucher) -> bool:
    """Whether this very press has made its use before."""
    order = our_order(turn, voucher.order_id, Right.REDEEM)
    return any(one.use == press.use and one.staff_id == turn.person.id for one in order.redemptions)


def _for_others(turn: Turn, voucher: VoucherView) -> Screen:
    """The guest scanned their own code, or a courier that of what they bring; else it opens nothing."""
    if voucher.guest_id == turn.person.id:
        return voucher_page(turn, OpenVoucher(voucher.order_id))
    brought = scanned(turn, voucher)
    if brought is not None:
        return brought
    raise NotYourMerchant(voucher.order_id)


def _what_for(turn: Turn, voucher: VoucherView) -> Markup:
    when = None
    if voucher.starts_at is not None:
        moment = turn.texts.day_and_time(voucher.starts_at, voucher.zone)
        when = turn._("📅 {when}", when=moment)
    seats = turn.ngettext("for {number} person", "for {number} people", voucher.seats)
    return lines(
        _what(turn, voucher),
        when,
        seats if voucher.seats > 1 else None,
        turn._("👤 {guest}", guest=called(turn, voucher.guest)),
        turn._("📝 {note}", note=voucher.note) if voucher.note else None,
        _uses_left(turn, voucher.uses, voucher.used),
    )


def _what(turn: Turn, voucher: VoucherView) -> Markup:
    """The service, or each thing of a menu that is handed over."""
    if voucher.service_id is None:
        return ticket_words(turn, our_order(turn, voucher.order_id, Right.REDEEM))
    return turn._("<b>{service}</b>", service=voucher.title)


def _left(turn: Turn, voucher: VoucherView) -> Markup | None:
    if not voucher.left_at_counter:
        return None
    amount = turn.texts.money(voucher.left_at_counter, voucher.currency)
    return turn._("💶 <b>{amount}</b> still to be paid at the counter", amount=amount)


def _warning(turn: Turn, voucher: VoucherView) -> Markup:
    if voucher.is_early(turn.now) and voucher.starts_at is not None:
        when = near_time(turn, voucher.starts_at, voucher.zone)
        return turn._("⚠️ It's booked for later: {when}.", when=when)
    return turn._("Nothing is redeemed yet. Press the button when you serve the guest.")


def _redeem_row(turn: Turn, voucher: VoucherView) -> Row:
    if voucher.is_early(turn.now):
        return (Button(turn._("Redeem early"), AskEarly(voucher.code), Style.PRIMARY),)
    return (Button(turn._("Redeem"), _redeem(voucher), Style.SUCCESS),)


def _redeem(voucher: VoucherView) -> RedeemVoucher:
    """The use that comes next; the button keeps meaning this one."""
    return RedeemVoucher(voucher.code, voucher.used + 1)


def _order_words(turn: Turn, order: OrderView) -> Markup:
    return lines(
        ticket_words(turn, order) if is_of_menu(order) else what_words(turn, order),
        turn._("👤 {guest}", guest=called(turn, order.guest)),
    )


def _uses_left(turn: Turn, uses: int, used: int) -> Markup | None:
    if uses == 1:
        return None
    return turn.ngettext(
        "{number} of {uses} uses is left.",
        "{number} of {uses} uses are left.",
        uses - used,
        uses=turn.texts.number(uses),
    )
