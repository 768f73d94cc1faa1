"""The bot talks: over HTTP, with a sandbox that refuses what Telegram refuses."""

import asyncio

from sqlalchemy import Connection

from database.door import Database
from people.arriving import recognise
from people.queries import reach
from sandbox.client import PersonClient
from tests.bot.conftest import World
from tests.bot.small_dialogue import counted


async def effects(database: Database) -> int:
    def count(connection: Connection) -> int:
        return counted(connection)

    return await database.read(count)


async def test_a_command_gets_a_page_with_its_buttons(guest: PersonClient) -> None:
    await guest.start()

    page = await guest.wait_for("Home")

    assert page.labels[:2] == ["Count", "Add"]
    assert page.buttons[1]["style"] == "primary"


async def test_a_press_edits_the_page_in_place(world: World, guest: PersonClient) -> None:
    await guest.start()
    first = await guest.wait_for("Home")

    await guest.press("Count")

    assert await world.texts() == ["Count: 0"]
    assert (await guest.wait_for("Count")).id == first.id


async def test_a_move_shows_the_page_that_follows(world: World, guest: PersonClient) -> None:
    await guest.start()
    await guest.wait_for("Home")

    await guest.press("Add")
    await guest.wait_for("Count: 1")
    await guest.press("Add")

    assert await world.texts() == ["Count: 2"]


async def test_an_update_delivered_twice_changes_once(world: World) -> None:
    async with world.bot() as app:
        await world.client.add_fault("duplicate_update", count=2)
        await world.guest.start()
        await world.guest.wait_for("Home")
        await world.guest.press("Add")

        assert (await world.texts())[-1] == "Count: 1"
        assert await effects(app.database) == 1


async def test_an_update_delivered_again_after_a_restart_shows_its_page(world: World) -> None:
    """As when the program was killed between committing and showing."""
    updates = world.sandbox.updates
    async with world.bot():
        await world.guest.start()
        await world.guest.wait_for("Home")
    await world.guest.press("Add", wait=0)
    update = updates.pending()[-1]
    async with world.bot() as app:
        await world.guest.wait_for("Count: 1")
        assert await effects(app.database) == 1
    updates._waiting.append(update)
    async with world.bot() as app:
        await world.texts()

        assert (await world.guest.wait_for("Count: 1")).labels == ["Add", "Home"]
        assert await effects(app.database) == 1


async def test_a_restart_keeps_the_asked_question(world: World) -> None:
    async with world.bot():
        await world.guest.start()
        await world.guest.wait_for("Home")
        await world.guest.press("Ask")
        await world.guest.wait_for("Your name?")
    async with world.bot():
        await world.guest.say("Aino")

        await world.guest.wait_for("Count: 1")


async def test_a_refused_answer_leaves_the_question_open(guest: PersonClient) -> None:
    await guest.start()
    await guest.wait_for("Home")
    await guest.press("Ask")
    await guest.wait_for("Your name?")

    await guest.say("A")
    await guest.wait_for("That is too short.")
    await guest.say("Aino")

    await guest.wait_for("Count: 1")


async def test_a_refusal_is_said_over_the_page(guest: PersonClient) -> None:
    await guest.start()
    await guest.wait_for("Home")

    said = await guest.press("No")

    assert said["answer"]["text"] == "There is no more."
    assert said["answer"]["show_alert"]


async def test_an_outdated_page_is_replaced_by_the_fresh_one(guest: PersonClient) -> None:
    await guest.start()
    await guest.wait_for("Home")

    said = await guest.press("Old")

    assert said["answer"]["text"] == "That has changed."
    await guest.wait_for("Count: 0")


async def test_a_forged_button_leads_home_with_kind_words(guest: PersonClient) -> None:
    await guest.start()
    page = await guest.wait_for("Home")
    await guest.press("Count")

    said = await guest.forge("rob_1_2_3", page.id)

    assert said["answer"]["text"] == "That is old."
    await guest.wait_for("Home")


async def test_a_bug_is_told_with_a_number_and_the_log_has_no_words_of_it(world: World) -> None:
    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")

        said = await world.guest.press("Fail")

        failures = [each for each in world.lines.events() if each["event"] == "a turn failed"]
        assert [str(each["id"]) in said["answer"]["text"] for each in failures] == [True]
        assert failures[0]["error"] == "ZeroDivisionError"
        assert "secret" not in world.lines.stream.getvalue()
        assert await effects(app.database) == 0
        assert await world.texts() == ["Home"]


async def test_every_press_is_answered_exactly_once(world: World, guest: PersonClient) -> None:
    await guest.start()
    await guest.wait_for("Home")

    answers = [await guest.press(label) for label in ("Home", "Add", "Add") if label != "Home"]

    assert all(answer["answered"] for answer in answers)
    assert await world.called("answerCallbackQuery") == len(answers)


async def test_an_equal_page_is_not_edited(world: World, guest: PersonClient) -> None:
    await guest.start()
    page = await guest.wait_for("Home")
    await guest.press("Count")
    await world.texts()
    edits = await world.called("editMessageText")

    await guest.forge("count", page.id)
    await world.texts()

    assert await world.called("editMessageText") == edits


async def test_a_kept_message_is_answered_below(world: World, guest: PersonClient) -> None:
    await guest.start()
    await guest.wait_for("Home")
    await guest.press("Keep 1")
    await guest.wait_for("Kept 1")

    await guest.press("Home")

    assert await world.texts() == ["Kept 1", "Home"]


async def test_a_photo_page_replaces_a_text_page_and_is_uploaded_once(
    world: World, guest: PersonClient
) -> None:
    await guest.start()
    await guest.wait_for("Home")
    for label, page in (("Photo", "A photo"), ("Home", "Home"), ("Photo", "A photo")):
        await guest.press(label)
        await world.turns_over()
        assert await world.texts() == [page]

    sent = await world.client.requests(method="sendPhoto", limit=10)
    uploaded = [each for each in sent if "bytes" in str(each)]
    assert (len(sent), len(uploaded)) == (2, 1)


async def test_a_double_tap_on_a_page_that_gave_way_shows_the_next_page_once(
    world: World, guest: PersonClient
) -> None:
    await guest.start()
    await guest.wait_for("Home")
    await guest.press("Photo")
    photo = await guest.wait_for("A photo")

    await asyncio.gather(guest.forge("count", photo.id), guest.forge("count", photo.id))
    assert await world.texts() == ["Count: 0"]
    await guest.forge("home", photo.id)

    assert await world.texts() == ["Home"]
    assert await world.refused() == []


async def test_a_page_that_the_person_took_away_is_not_edited(
    world: World, guest: PersonClient
) -> None:
    await guest.start()
    page = await guest.wait_for("Home")
    await guest.act("delete", message_id=page.id)

    await guest.forge("count", page.id)

    assert await world.texts() == ["Count: 0"]
    assert await world.refused() == []


async def test_a_place_is_asked_for_with_a_keyboard_that_goes_with_its_page(
    world: World, guest: PersonClient
) -> None:
    await guest.start()
    await guest.wait_for("Home")
    await guest.press("Place")
    await world.texts()
    keyboard = (await guest.chat()).keyboard

    await guest.press("Home")

    assert keyboard is not None
    assert keyboard["keyboard"] == [[{"text": "Here", "request_location": True}]]
    assert await world.texts() == ["Home"]


async def test_news_arrives_at_once_after_the_turn_that_made_it(
    only_bells_wake: None, guest: PersonClient
) -> None:
    await guest.start()
    await guest.wait_for("Home")

    await guest.press("Tell")

    await guest.wait_for("News: hello")


async def test_a_chat_that_blocked_us_is_marked_and_comes_back(world: World) -> None:
    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        await world.guest.block()
        await world.texts()
        blocked = await app.database.read(reachable)
        await world.guest.start()
        await world.texts()

        assert blocked is None
        assert await app.database.read(reachable) == str(world.guest.id)


def reachable(connection: Connection) -> str | None:
    guest = recognise(connection, "telegram", "1001")
    assert guest is not None
    return reach(connection, guest.id, "telegram")
