"""Invoices out, refunds back."""

from dataclasses import replace
from typing import Any

from sandbox.errors import bad_request
from sandbox.invoices import Invoice, Payment, read_invoice
from sandbox.keyboards import Markup, parse_markup
from sandbox.params import Params
from sandbox.posting import open_chat, post
from sandbox.world import Sandbox

Json = dict[str, Any]


def send_invoice(world: Sandbox, params: Params) -> Json:
    chat = open_chat(world, params)
    invoice = read_invoice(params)
    markup = _pay_markup(params, invoice)
    entry = post(world, params, {"invoice": invoice.message_field()}, markup)
    world.invoices.by_message[chat.person.id, entry.id] = invoice
    return entry.message


def _pay_markup(params: Params, invoice: Invoice) -> Markup:
    """The first button pays; without a keyboard Telegram adds that button itself."""
    markup = parse_markup(params)
    if markup.kind == "none":
        button = {"text": f"Pay {invoice.currency}", "pay": True}
        return Markup("inline", {"inline_keyboard": [[button]]})
    if not markup.first_button_pays:
        raise bad_request("REPLY_MARKUP_BUY_EMPTY")
    return markup


def create_invoice_link(world: Sandbox, params: Params) -> str:
    """Whoever has the link may pay, again and again: there is no start parameter to prevent it."""
    return world.invoices.link(replace(read_invoice(params), start_parameter=""))


def refund_star_payment(world: Sandbox, params: Params) -> bool:
    person = params.integer("user_id")
    if person not in world.people:
        raise bad_request("USER_ID_INVALID")
    payment = world.invoices.payments.get(params.required("telegram_payment_charge_id"))
    if payment is None or payment.person != person or payment.invoice.currency != "XTR":
        raise bad_request("CHARGE_NOT_FOUND")
    if payment.refunded_at:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    payment.refunded_at = world.clock.seconds()
    _tell_refund(world, payment)
    return True


def _tell_refund(world: Sandbox, payment: Payment) -> None:
    chat = world.chats[payment.person]
    message = {
        "message_id": world.next_message_id(),
        "from": world.bot_user(),
        "chat": chat.person.chat(),
        "date": payment.refunded_at,
        "refunded_payment": payment.message_field(),
    }
    entry = chat.add(message, out=True)
    world.emit("message", message, f"chat:{payment.person}")
    world.show(chat, entry)


def get_star_transactions(world: Sandbox, params: Params) -> Json:
    limit = min(max(params.integer("limit", 100), 1), 100)
    offset = max(params.integer("offset"), 0)
    stars = [
        payment for payment in world.invoices.payments.values() if payment.invoice.currency == "XTR"
    ]
    rows = [row for payment in stars for row in _transactions(world, payment)]
    rows.sort(key=lambda row: int(row["date"]))
    return {"transactions": rows[offset : offset + limit]}


def _transactions(world: Sandbox, payment: Payment) -> list[Json]:
    partner = {
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": world.people[payment.person].user(),
        "invoice_payload": payment.invoice.payload,
    }
    row = {"id": payment.charge_id, "amount": payment.amount}
    rows = [{**row, "date": payment.date, "source": partner}]
    if payment.refunded_at:
        rows.append({**row, "date": payment.refunded_at, "receiver": partner})
    return rows
