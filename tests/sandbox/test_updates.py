"""Updates: their ids, order, expiry and confirmation, by polling."""

import asyncio

from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox
from tests.sandbox.harness import Api


async def test_ids_rise_by_one_from_a_random_start(
    client: SandboxClient, guest: PersonClient, api: Api
) -> None:
    await guest.say("one")
    await guest.say("two")
    first, second = await api.updates()

    assert second["update_id"] == first["update_id"] + 1
    assert first["update_id"] > 100_000_000
    starts = [Sandbox().updates.put("message", {}, "x") for _ in range(5)]
    assert len({update.id for update in starts if update}) > 1


async def test_an_offset_confirms_what_came_before(guest: PersonClient, api: Api) -> None:
    await guest.say("one")
    await guest.say("two")
    first, second = await api.updates()

    assert await api.updates() == [first, second]
    assert await api.updates(limit=1) == [first]
    assert await api.updates(first["update_id"] + 1) == [second]
    assert await api.updates() == [second]


async def test_a_negative_offset_keeps_the_newest(guest: PersonClient, api: Api) -> None:
    for word in ("one", "two", "three"):
        await guest.say(word)

    assert [update["message"]["text"] for update in await api.updates(-1)] == ["three"]
    assert len(await api.updates()) == 1


async def test_a_long_poll_ends_when_something_comes(guest: PersonClient, api: Api) -> None:
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        poll = group.create_task(api.updates(timeout=30))
        group.create_task(guest.say("hello"))

    assert poll.result()[0]["message"]["text"] == "hello"


async def test_two_pollers_are_one_too_many(guest: PersonClient, api: Api, world: Sandbox) -> None:
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        seen = world.updates.changed.revision
        first = group.create_task(api.refusal("getUpdates", timeout=30))
        await world.updates.changed.passed(seen, 5)
        group.create_task(api.updates(timeout=0))

    assert first.result() == (
        "409 Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


async def test_only_allowed_kinds_are_kept(guest: PersonClient, api: Api) -> None:
    await api.updates(allowed_updates=["callback_query"])
    await guest.say("unheard")
    await api.updates(allowed_updates=[])
    await guest.say("heard")

    assert [update["message"]["text"] for update in await api.updates()] == ["heard"]


async def test_updates_expire_by_the_sandbox_clock(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await guest.say("early")
    await client.advance(86_399)
    await guest.say("late")
    await client.advance(2)

    assert [update["message"]["text"] for update in await api.updates()] == ["late"]


async def test_after_an_idle_week_ids_start_anew(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await guest.say("one")
    before = (await api.updates())[0]["update_id"]
    await client.advance(8 * 86_400)
    await guest.say("two")
    after = (await api.updates())[0]["update_id"]

    assert after != before + 1


async def test_blocking_is_told_and_so_is_the_return(guest: PersonClient, api: Api) -> None:
    await guest.block()
    blocked = await api.next_update("my_chat_member")
    await guest.start()
    back = await api.next_update("my_chat_member")

    assert blocked["new_chat_member"]["status"] == "kicked"
    assert back["new_chat_member"]["status"] == "member"
    assert (await api.next_update("message"))["text"] == "/start"


async def test_a_deep_link_is_a_start_with_a_payload(merchant: PersonClient, api: Api) -> None:
    await merchant.open("https://t.me/hereabouts_bot?start=m-42")
    message = await api.next_update("message")

    assert message["text"] == "/start m-42"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_an_edit_comes_as_one(guest: PersonClient, api: Api) -> None:
    said = await guest.say("tabel")
    await guest.edit(said["message_id"], "table")
    update = await api.next_update("edited_message")

    assert (update["text"], update["message_id"]) == ("table", said["message_id"])
    assert update["edit_date"] >= update["date"]


async def test_a_changed_language_shows_in_the_next_update(guest: PersonClient, api: Api) -> None:
    await guest.speak("ar")
    await guest.say("مرحبا")

    assert (await api.next_update("message"))["from"]["language_code"] == "ar"


async def test_inline_mode_asks_offers_and_sends(guest: PersonClient, api: Api) -> None:
    card = {"message_text": "<b>Kiosk</b>", "parse_mode": "HTML"}
    buttons = {"inline_keyboard": [[{"text": "Open", "callback_data": "m1"}]]}
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        asking = group.create_task(guest.ask_inline("coffee"))
        query = await api.next_update("inline_query")
        result = {
            "type": "article",
            "id": "m1",
            "title": "Kiosk",
            "input_message_content": card,
            "reply_markup": buttons,
        }
        await api.call("answerInlineQuery", inline_query_id=query["id"], results=[result])
    await guest.choose(asking.result()["query_id"], "m1")

    assert query["query"] == "coffee"
    message = await api.next_update("message")
    assert (message["text"], message["via_bot"]["username"]) == ("Kiosk", "hereabouts_bot")
    chosen = await api.next_update("chosen_inline_result")
    assert await api.call(
        "editMessageText", inline_message_id=chosen["inline_message_id"], text="Closed"
    )


async def test_a_repeat_that_nobody_takes_is_given_up_like_the_first_one() -> None:
    """Or a webhook that is away would be tried with it for ever."""
    world = Sandbox()
    update = world.updates.put("callback_query", {}, "somebody")
    assert update is not None
    world.updates.deliver_twice(update)
    world.updates.done(update)
    assert world.updates.deliverable() == [update]

    world.clock.advance(151)

    assert world.updates.deliverable() == []


async def test_in_strict_mode_who_asks_again_too_soon_gets_one(
    guest: PersonClient, api: Api, world: Sandbox
) -> None:
    world.limits.strict = True
    for word in ("one", "two", "three"):
        await guest.say(word)
    first, second, _ = await api.updates(1)

    assert await api.updates(1) == [first]
    assert len(await api.updates(second["update_id"])) == 2
