"""Invoices as the bot words them, checked before anybody sees them, and the payments they bring."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from sandbox.books import Books
from sandbox.bounded import Bounded
from sandbox.currencies import find_currency
from sandbox.errors import TelegramError, bad_request
from sandbox.params import Params

Json = dict[str, Any]
INVOICES_KEPT = 20_000
PAYMENTS_KEPT = 100_000
TEST_PROVIDER = re.compile(r"\d+:TEST:\S+")
ORDER_INFO = ("name", "phone_number", "email")
NEEDS = ("need_name", "need_phone_number", "need_email", "need_shipping_address", "is_flexible")


@dataclass(frozen=True, slots=True)
class Invoice:
    """What is to be paid; a single-chat invoice has a start parameter."""

    title: str
    description: str
    payload: str
    currency: str
    total: int
    prices: tuple[Json, ...]
    start_parameter: str
    photo_url: str
    needs: tuple[str, ...] = ()

    def message_field(self) -> Json:
        return {
            "title": self.title,
            "description": self.description,
            "start_parameter": self.start_parameter,
            "currency": self.currency,
            "total_amount": self.total,
        }


@dataclass(slots=True)
class Payment:
    """Money that has moved, and whether it has moved back."""

    person: int
    invoice: Invoice
    amount: int
    charge_id: str
    provider_charge_id: str
    date: int
    refunded_at: int = 0  # Stars, in full
    refunds: dict[str, int] = field(default_factory=dict)  # a card's, amount by key
    dispute: str = ""  # of a card: open, then won or lost by whoever took the money
    disputed: int = 0
    fee: int | None = None  # taken for the dispute so far, where any was

    @property
    def refunded(self) -> int:
        return self.amount if self.refunded_at else sum(self.refunds.values())

    def view(self) -> Json:
        more = {
            "person": self.person,
            "date": self.date,
            "refunded": self.refunded,
            "dispute": self.dispute,
        }
        return {**self.message_field(), **more}

    def message_field(self) -> Json:
        return {
            "currency": self.invoice.currency,
            "total_amount": self.amount,
            "invoice_payload": self.invoice.payload,
            "telegram_payment_charge_id": self.charge_id,
            "provider_payment_charge_id": self.provider_charge_id,
        }


class InvoiceBook:
    """Every invoice sent or linked, and every payment taken."""

    def __init__(self) -> None:
        self.by_message: Bounded[tuple[int, int], Invoice] = Bounded(INVOICES_KEPT)
        self.by_slug: Bounded[str, Invoice] = Bounded(INVOICES_KEPT)
        self.payments: Bounded[str, Payment] = Bounded(PAYMENTS_KEPT)
        self.books = Books()

    def link(self, invoice: Invoice) -> str:
        slug = "$" + secrets.token_urlsafe(12)
        self.by_slug[slug] = invoice
        return f"https://t.me/{slug}"

    def linked(self, link: str) -> Invoice | None:
        return self.by_slug.get(link.rpartition("/")[2])

    def collect(self, person: int, invoice: Invoice, amount: int, date: int) -> Payment:
        stars = invoice.currency == "XTR"
        charge = ("stx" if stars else "") + secrets.token_urlsafe(20)
        provider = "" if stars else "ch_" + secrets.token_hex(12)
        payment = Payment(person, invoice, amount, charge, provider, date)
        self.payments[charge] = payment
        self.note(payment, "paid", charge, amount)
        return payment

    def recall(self, payment: Payment) -> None:
        """A payment that an earlier sandbox took, for a bot that still has it in its books."""
        self.payments[payment.charge_id] = payment

    def note(self, payment: Payment, said: str, key: str, amount: int) -> None:
        """A line in the card provider's books; Stars have Telegram's."""
        if payment.invoice.currency == "XTR":
            return
        self.books.write(
            said,
            key,
            charge_id=payment.charge_id,
            provider_charge_id=payment.provider_charge_id,
            amount=amount,
            currency=payment.invoice.currency,
            payload=payment.invoice.payload,
            person=payment.person,
            fee=payment.fee,
            dispute="" if said in {"paid", "refunded"} else f"dp_{payment.charge_id}",
        )


def read_invoice(params: Params) -> Invoice:
    """The invoice of sendInvoice or createInvoiceLink, refused where Telegram refuses it."""
    title = _sized(params, "title", 32)
    description = _sized(params, "description", 255)
    payload = params.required("payload")
    if len(payload.encode()) > 128:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    currency = params.required("currency")
    prices = _prices(params)
    _check_provider(params, currency, prices)
    return Invoice(
        title=title,
        description=description,
        payload=payload,
        currency=currency,
        total=_total(currency, prices),
        prices=tuple(prices),
        start_parameter=start_parameter(params),
        photo_url=params.text("photo_url"),
        needs=tuple(name for name in ORDER_INFO if params.boolean(f"need_{name}")),
    )


def _sized(params: Params, field: str, limit: int) -> str:
    text = params.required(field)
    if len(text) > limit:
        raise bad_request(f"INVOICE_{field.upper()}_INVALID")
    return text


def start_parameter(params: Params) -> str:
    """Empty, or what a deep link may carry."""
    value = params.text("start_parameter")
    if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", value):
        raise bad_request("START_PARAM_INVALID")
    return value


def _prices(params: Params) -> list[Json]:
    given = params.structure("prices", "prices")
    if not isinstance(given, list):
        raise bad_request("expected an Array of labeled prices")
    if not given:
        raise bad_request("there must be at least one price")
    return [_price(item) for item in given]


def _price(item: Any) -> Json:
    label = item.get("label") if isinstance(item, dict) else None
    amount = item.get("amount") if isinstance(item, dict) else None
    if not isinstance(label, str) or not label:
        raise _price_error('Field "label" must be a non-empty String')
    if isinstance(amount, str) and re.fullmatch(r"-?\d+", amount):
        amount = int(amount)
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise _price_error('Field "amount" must be of type Number')
    return {"label": label, "amount": amount}


def _price_error(reason: str) -> TelegramError:
    return bad_request(f"can't parse labeled price: {reason}")


def _check_provider(params: Params, currency: str, prices: list[Json]) -> None:
    """Shipping needs an exchange of its own, which this sandbox does not play."""
    token = params.text("provider_token")
    if currency == "XTR":
        if token or len(prices) != 1 or any(params.boolean(name) for name in NEEDS):
            raise bad_request("STARS_INVOICE_INVALID")
    elif params.boolean("is_flexible") or params.boolean("need_shipping_address"):
        raise bad_request("shipping is not played in this sandbox")
    elif not TEST_PROVIDER.fullmatch(token):
        raise bad_request("PAYMENT_PROVIDER_INVALID")


def _total(currency: str, prices: list[Json]) -> int:
    known = find_currency(currency)
    if known is None:
        raise bad_request("CURRENCY_INVALID")
    total = sum(int(price["amount"]) for price in prices)
    if not known.least <= total <= known.most:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    return total
