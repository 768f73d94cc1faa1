"""What the staff may set by itself: confirming, and the link that brings guests."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog import changing
from catalog.views import MerchantState, MerchantView
from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, CopyButton, Row, Screen, ShareButton, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenMerchant
from handlers.merchant.actions import (
    OpenDesk,
    OpenLegal,
    OpenMerchantSettings,
    OpenPaying,
    OpenPayoutAccount,
    OpenPeople,
)
from handlers.merchant.authorising import may, our_merchant, require_staff
from handlers.merchant.poster import OpenPoster
from handlers.merchant.queueing import queue_keys
from handlers.merchant.service_actions import AskMerchantPhoto, OpenChanges
from handlers.merchant.visits import visit_keys
from handlers.names import names_of
from people import queries as people
from people.rights import Right

flow = Flow()

NAMED = 20


@dataclass(frozen=True, slots=True)
class SetAutoConfirm(Move):
    """Whether bookings are confirmed by themselves."""

    code = "auto"
    merchant: int
    on: bool


@flow.page(OpenMerchantSettings)
def settings_page(turn: Turn, press: OpenMerchantSettings) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    share = turn._("{merchant} on {market}", merchant=merchant.name, market=turn.market.name)
    return Screen(
        text=paragraphs(
            turn._("<b>Settings of {merchant}</b>", merchant=merchant.name),
            _confirming(turn, merchant),
            _colleagues(turn, merchant),
        ),
        rows=(
            (_toggle(turn, merchant),),
            (Button(turn._("💳 How guests pay"), OpenPaying(merchant.id)),),
            *_people(turn, merchant),
            (
                CopyButton(turn._("Copy your link"), turn.link(OpenMerchant(merchant.id))),
                ShareButton(turn._("Share"), OpenMerchant(merchant.id), str(share)),
            ),
            (Button(turn._("QR code for your door"), OpenPoster(merchant.id)),),
            *((key,) for key in queue_keys(turn, merchant)),
            *((key,) for key in visit_keys(turn, merchant)),
            photo_and_changes(turn, merchant),
            (Button(turn._("🧾 Receipts"), OpenLegal(merchant.id)), *_account(turn, merchant)),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.move(SetAutoConfirm)
def set_auto_confirm(turn: Turn, press: SetAutoConfirm) -> Page:
    require_staff(turn, press.merchant, Right.SHOP)
    changing.set_auto_confirm(
        turn.connection, press.merchant, turn.person.id, turn.now, auto_confirm=press.on
    )
    return OpenMerchantSettings(press.merchant)


def photo_and_changes(turn: Turn, merchant: MerchantView) -> Row:
    """How the page looks, and what was changed of it."""
    return (
        Button(turn._("📷 Photo"), AskMerchantPhoto(merchant.id)),
        Button(turn._("🕓 Changes"), OpenChanges(merchant.id)),
    )


def _confirming(turn: Turn, merchant: MerchantView) -> Markup:
    if merchant.auto_confirm:
        return turn._("Bookings are confirmed automatically.")
    time = turn.texts.minutes(merchant.confirm_minutes)
    return turn._("You confirm each booking yourself, within {time}.", time=time)


def _people(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    if not may(turn, Right.INVITE, merchant.id) or merchant.state is MerchantState.SUSPENDED:
        return ()
    return ((Button(turn._("👥 People"), OpenPeople(merchant.id)),),)


def _account(turn: Turn, merchant: MerchantView) -> tuple[Button, ...]:
    """Its owners' alone."""
    if not may(turn, Right.ACCOUNT, merchant.id):
        return ()
    return (Button(turn._("💶 Payout account"), OpenPayoutAccount(merchant.id)),)


def _toggle(turn: Turn, merchant: MerchantView) -> Button:
    if merchant.auto_confirm:
        return Button(turn._("Confirm each booking myself"), SetAutoConfirm(merchant.id, on=False))
    return Button(turn._("Confirm automatically"), SetAutoConfirm(merchant.id, on=True))


def _colleagues(turn: Turn, merchant: MerchantView) -> Markup:
    everybody = people.staff_of(turn.connection, merchant.id)
    return turn._("<b>Staff:</b> {names}", names=names_of(turn, everybody, NAMED))
