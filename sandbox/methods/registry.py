"""Which method names there are; Telegram reads them without regard to case."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from sandbox.methods import answering, charging, editing, profile, receiving, sending
from sandbox.params import Params
from sandbox.world import Sandbox

Method = Callable[[Sandbox, Params], Any]

_NAMED: dict[str, Method] = {
    "getMe": profile.get_me,
    "logOut": profile.log_out,
    "close": profile.log_out,
    "getChat": profile.get_chat,
    "getFile": profile.get_file,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendLocation": sending.send_location,
    "sendVenue": sending.send_venue,
    "sendChatAction": sending.send_chat_action,
    "copyMessage": sending.copy_message,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageMedia": editing.edit_media,
    "editMessageLiveLocation": editing.edit_live_location,
    "editMessageReplyMarkup": editing.edit_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "answerPreCheckoutQuery": answering.answer_pre_checkout_query,
    "answerInlineQuery": answering.answer_inline_query,
    "sendInvoice": charging.send_invoice,
    "createInvoiceLink": charging.create_invoice_link,
    "refundStarPayment": charging.refund_star_payment,
    "getStarTransactions": charging.get_star_transactions,
}
METHODS = MappingProxyType({name.lower(): method for name, method in _NAMED.items()})
