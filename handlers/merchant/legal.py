"""Who a merchant is by law and which tax its prices include: typed one by one, as its receipts will have it."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog import legal
from catalog.errors import FieldRefused
from catalog.legal import LENGTHS, LegalField
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns
from handlers.merchant.actions import AskLegalField, OpenLegal, OpenMerchantSettings
from handlers.merchant.authorising import our_merchant
from people.rights import Right
from wording.legal import legal_name, legal_question, legal_value

flow = Flow()


@dataclass(frozen=True, slots=True)
class GiveLegalField(Move):
    """A value, typed."""

    code = "legal-say"
    merchant: int
    field: LegalField
    text: str = given("")


@dataclass(frozen=True, slots=True)
class DropLegalField(Move):
    """Nothing is to be said of it."""

    code = "legal-drop"
    merchant: int
    field: LegalField


@flow.page(OpenLegal)
def legal_page(turn: Turn, press: OpenLegal) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    return Screen(
        text=paragraphs(
            turn._("<b>🧾 Receipts of {merchant}</b>", merchant=merchant.name),
            lines(*(_line(turn, merchant.id, each) for each in LegalField)),
            turn._(
                "This stands on the receipts of your guests from now on."
                " Receipts that were given stay as they are."
            ),
        ),
        rows=columns(
            2,
            (
                Button(legal_name(turn, each), AskLegalField(merchant.id, each))
                for each in LegalField
            ),
        ),
        back=OpenMerchantSettings(merchant.id),
    )


def _line(turn: Turn, merchant_id: int, field: LegalField) -> Markup:
    return turn._(
        "{field}: <b>{value}</b>",
        field=legal_name(turn, field),
        value=legal_value(turn, merchant_id, field),
    )


@flow.page(AskLegalField)
def field_page(turn: Turn, press: AskLegalField) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    return Screen(
        text=paragraphs(
            _line(turn, merchant.id, press.field),
            legal_question(turn, press.field),
            _how(turn, press.field),
        ),
        rows=_nothing(turn, merchant.id, press.field),
        asks=GiveLegalField(merchant.id, press.field),
        back=OpenLegal(merchant.id),
    )


def _how(turn: Turn, field: LegalField) -> Markup:
    if field is LegalField.TAX_RATE:
        return turn._("Type a number, such as 14 or 25.5.")
    most = turn.texts.number(LENGTHS[field].most)
    return turn._("Type it, up to {number} characters.", number=most)


def _nothing(turn: Turn, merchant_id: int, field: LegalField) -> tuple[Row, ...]:
    if not legal.is_given(turn.connection, merchant_id, field):
        return ()
    return ((Button(turn._("Say nothing of it"), DropLegalField(merchant_id, field)),),)


@flow.move(GiveLegalField)
def give_field(turn: Turn, press: GiveLegalField) -> Page:
    return _put(turn, press, press.text)


@flow.move(DropLegalField)
def drop_field(turn: Turn, press: DropLegalField) -> Page:
    return _put(turn, press, "")


def _put(turn: Turn, press: GiveLegalField | DropLegalField, text: str) -> Page:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    try:
        values = {press.field: legal.value_of(merchant.id, press.field, text)}
        legal.give(turn.connection, merchant.id, values, turn.person.id, turn.now)
    except FieldRefused as error:
        raise AskedAgain(error, AskLegalField(merchant.id, press.field)) from error
    return OpenLegal(merchant.id)
