"""Telegram's updates in words that every channel shares."""

from typing import Any, NoReturn

import pytest
from telegram import Bot

from bot.telegram.cleaning import cleaned
from bot.telegram.incoming import Checkout, Incoming, Paid, Reached
from bot.telegram.reading import read
from bot.telegram.receiving import Receiving
from chat.event import (
    Commanded,
    Event,
    Pressed,
    SentOther,
    SentPhoto,
    SharedPlace,
    Typed,
    Whereabouts,
)
from database.point import Point
from tests.bot.conftest import Lines

USER = {"id": 5, "is_bot": False, "first_name": "Aino", "last_name": "V", "language_code": "fi"}
CHAT = {"id": 5, "type": "private", "first_name": "Aino"}
GROUP = {"id": -7, "type": "group", "title": "Friends"}


def update(**content: Any) -> dict[str, Any]:
    return {"update_id": 9, **content}


def message(chat: dict[str, Any] = CHAT, **content: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 1_700_000_000, "chat": chat, "from": USER, **content}


def doing(**content: Any) -> object:
    found = read(update(message=message(**content)), "market_bot")
    return found.doing if isinstance(found, Event) else found


PHOTO = [
    {"file_id": "small", "file_unique_id": "s", "width": 9, "height": 9},
    {"file_id": "large", "file_unique_id": "l", "width": 99, "height": 99},
]
FORWARD = {"type": "hidden_user", "sender_user_name": "A friend", "date": 1}
PLACE = {"latitude": 60.1, "longitude": 24.9}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"text": "sushi"}, Typed("sushi")),
        ({"text": "/start at_1__abc"}, Commanded("start", "at_1__abc")),
        ({"text": "/Help@Market_Bot"}, Commanded("help", "")),
        ({"text": "/help@other_bot"}, Commanded("help@other_bot", "")),
        ({"text": "/"}, Typed("/")),
        ({"location": PLACE}, SharedPlace(Point(60.1, 24.9))),
        (
            {"location": PLACE, "venue": {"location": PLACE, "title": "A", "address": "B"}},
            SharedPlace(Point(60.1, 24.9)),
        ),
        ({"photo": PHOTO, "caption": "look"}, SentPhoto("telegram:large", "look")),
        ({"document": {"file_id": "d"}, "caption": "look"}, SentOther("document", "look")),
        ({"voice": {"file_id": "v"}}, SentOther("voice")),
        ({"text": "sushi", "reply_to_message": {"text": "What?"}}, Typed("sushi")),
        ({"text": "sushi", "quote": {"text": "Friday"}}, Typed("sushi")),
        ({"text": "sushi", "forward_origin": FORWARD}, Typed("sushi")),
        ({"text": "/stop", "forward_origin": FORWARD}, Typed("/stop")),
        ({"contact": {"phone_number": "+358", "first_name": "X"}}, SentOther("contact")),
        ({"chat": GROUP, "text": "sushi"}, None),
    ],
)
def test_a_message_means(content: dict[str, Any], expected: object) -> None:
    assert doing(**content) == expected


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("a\0b", "a\ufffdb"), ("half \ud83d", "half \ufffd"), ("\udc00 of one", "\ufffd of one")],
)
def test_characters_that_are_none_are_replaced(sent: str, kept: str) -> None:
    assert cleaned({"text": sent, "more": [{"again": sent}]}) == {
        "text": kept,
        "more": [{"again": kept}],
    }


def test_whole_texts_and_numbers_stay_as_they_are() -> None:
    sent = {"text": "Käse 🧀 \u202e <b>", "id": 2**60, "yes": True, "none": None}
    assert cleaned(sent) == sent


def test_the_sender_is_known_by_the_channels_own_names() -> None:
    found = read(update(message=message(text="hi")), "market_bot")

    assert isinstance(found, Event)
    sender = found.sender
    assert (sender.channel, sender.user, sender.chat, sender.name, sender.language) == (
        ("telegram", "5", "5", "Aino V", "fi")
    )


def test_an_edited_message_is_heard_and_a_moving_location_followed() -> None:
    edited = read(update(edited_message=message(text="sushi")), "market_bot")
    moving = read(update(edited_message=message(location=PLACE)), "market_bot")

    assert isinstance(edited, Event)
    assert edited.doing == SentOther("edited", "sushi")
    assert isinstance(moving, Whereabouts)
    assert moving.point == Point(PLACE["latitude"], PLACE["longitude"])


def test_a_press_carries_its_data_and_message() -> None:
    query = {"id": "77", "from": USER, "chat_instance": "1", "data": "home", "message": message()}

    found = read(update(callback_query=query), "market_bot")

    assert isinstance(found, Event)
    assert found.doing == Pressed("home", "3", "77")


def test_a_press_on_a_message_that_is_gone_says_so() -> None:
    gone = {"chat": message()["chat"], "message_id": 3, "date": 0}
    query = {"id": "77", "from": USER, "chat_instance": "1", "data": "home", "message": gone}

    found = read(update(callback_query=query), "market_bot")

    assert isinstance(found, Event)
    assert found.doing == Pressed("home", "3", "77", gone=True)


def test_a_press_elsewhere_is_answered_in_the_persons_own_chat() -> None:
    query = {"id": "77", "from": USER, "chat_instance": "1", "data": "home"}

    found = read(update(callback_query=query), "market_bot")

    assert isinstance(found, Event)
    assert (found.sender.chat, found.doing) == ("5", Pressed("home", None, "77"))


def test_money_is_read_to_the_minor_unit() -> None:
    payment = {"currency": "EUR", "total_amount": 3800, "invoice_payload": "p"}
    asked = read(update(pre_checkout_query={"id": "4", "from": USER, **payment}), "market_bot")
    charges = {"telegram_payment_charge_id": "t", "provider_payment_charge_id": "ch_1"}
    paid = read(update(message=message(successful_payment={**payment, **charges})), "market_bot")

    assert isinstance(asked, Checkout)
    assert (asked.query, asked.amount, asked.currency) == ("4", 3800, "EUR")
    assert isinstance(paid, Paid)
    assert (paid.charge, paid.provider_charge, paid.amount, paid.payload) == (
        "t",
        "ch_1",
        3800,
        "p",
    )


@pytest.mark.parametrize(("status", "reachable"), [("kicked", False), ("member", True)])
def test_blocking_and_coming_back_is_heard(status: str, reachable: bool) -> None:
    bot = {"id": 1, "is_bot": True, "first_name": "Market"}
    until = {"until_date": 0} if status == "kicked" else {}
    change = {
        "chat": CHAT,
        "from": USER,
        "date": 1_700_000_000,
        "old_chat_member": {"status": "left", "user": bot},
        "new_chat_member": {"status": status, "user": bot, **until},
    }

    found = read(update(my_chat_member=change), "market_bot")

    assert isinstance(found, Reached)
    assert found.reachable is reachable


class Named(Bot):
    """A bot that knows its name without asking Telegram."""

    username = "market_bot"


async def test_what_we_did_not_ask_for_is_not_even_read() -> None:
    lines = Lines()

    def dispatched(incoming: Incoming) -> NoReturn:
        raise AssertionError(incoming)

    receiving = Receiving(Named("1:a"), dispatched, lines.log)

    assert await receiving.take({"update_id": 4, "poll": {"of_another_version": True}})
    assert lines.events() == []


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"first_name": ""}, ""),
        ({"first_name": None}, ""),
        ({}, ""),
        ({"first_name": "", "last_name": "Virtanen"}, "Virtanen"),
        ({"first_name": "Aino", "last_name": ""}, "Aino"),
    ],
)
def test_a_person_may_have_no_name(told: dict[str, Any], name: str) -> None:
    nobody = {"id": 5, "is_bot": False, **told}
    raw = {"update_id": 9, "message": message(text="/start") | {"from": nobody}}
    found = read(raw, "market_bot")
    assert isinstance(found, Event)
    assert found.sender.name == name
