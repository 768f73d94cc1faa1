"""Inline mode as Telegram has it: who may, how much, what it keeps and for whom, and the next page."""

import asyncio
from typing import Any

import pytest

from sandbox.client import PersonClient, SandboxClient, SandboxError
from sandbox.server import Sandbox
from tests.sandbox.harness import Api

CARD = {
    "type": "article",
    "id": "m1",
    "title": "Kiosk",
    "input_message_content": {"message_text": "<b>Kiosk</b>", "parse_mode": "HTML"},
}


async def asked_and_answered(
    person: PersonClient, api: Api, words: str, *, offset: str = "", **answer: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What reached the bot, and what the person saw of its answer."""
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        asking = group.create_task(person.act("inline", query=words, offset=offset, wait=5))
        query = await api.next_update("inline_query")
        given = {"results": [CARD], **answer}
        await api.call("answerInlineQuery", inline_query_id=query["id"], **given)
    return query, asking.result()


async def test_an_answer_is_kept_for_everybody_who_types_the_same(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await asked_and_answered(guest, api, "coffee")

    other = await client.person(2001).act("inline", query="coffee", wait=0)

    assert other["kept"]
    assert other["results"][0]["title"] == "Kiosk"


async def test_a_personal_answer_is_kept_for_that_person_only(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await asked_and_answered(guest, api, "coffee", is_personal=True)

    again = await guest.act("inline", query="coffee", wait=0)
    other = await client.person(2001).act("inline", query="coffee", wait=0)

    assert again["kept"]
    assert not other["answered"]
    assert (await api.next_update("inline_query"))["from"]["id"] == 2001


async def test_it_is_kept_no_longer_than_the_bot_said(
    guest: PersonClient, client: SandboxClient, api: Api
) -> None:
    await asked_and_answered(guest, api, "coffee", cache_time=10)
    await client.advance(11)

    assert not (await guest.act("inline", query="coffee", wait=0))["answered"]


async def test_nothing_is_kept_where_the_bot_says_so(guest: PersonClient, api: Api) -> None:
    await asked_and_answered(guest, api, "coffee", cache_time=0)

    assert not (await guest.act("inline", query="coffee", wait=0))["answered"]


async def test_a_long_list_has_a_next_page(guest: PersonClient, api: Api) -> None:
    _, first = await asked_and_answered(guest, api, "coffee", next_offset="2")
    query, second = await asked_and_answered(guest, api, "coffee", offset=first["next_offset"])

    assert query["offset"] == "2"
    assert second["next_offset"] == ""


async def test_a_query_has_at_most_256_characters(guest: PersonClient) -> None:
    with pytest.raises(SandboxError, match="at most 256 characters"):
        await guest.act("inline", query="x" * 257)


@pytest.mark.parametrize(("allowed", "told"), [(True, True), (False, False)])
async def test_where_somebody_is_comes_only_where_it_may(
    guest: PersonClient, world: Sandbox, api: Api, allowed: bool, told: bool
) -> None:
    object.__setattr__(world.settings, "inline_place", allowed)

    await guest.act("inline", query="coffee", latitude=60.17, longitude=24.94, wait=0)

    assert ("location" in await api.next_update("inline_query")) is told


async def test_a_bot_without_inline_mode_hears_nothing(guest: PersonClient, world: Sandbox) -> None:
    object.__setattr__(world.settings, "inline", False)

    with pytest.raises(SandboxError, match="setinline"):
        await guest.act("inline", query="coffee")


async def test_it_may_be_typed_in_any_chat(guest: PersonClient, api: Api) -> None:
    await guest.act("inline", query="coffee", chat_type="group", wait=0)

    assert (await api.next_update("inline_query"))["chat_type"] == "group"
