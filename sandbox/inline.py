"""Typing `@bot words` in any chat: the bot's list, or the one that Telegram has kept of it."""

from typing import Any

from sandbox.acting import coordinates
from sandbox.errors import ControlError
from sandbox.params import Params
from sandbox.people import Chat
from sandbox.queries import Query
from sandbox.world import Sandbox

Json = dict[str, Any]
LONGEST = 256
CHATS = frozenset({"sender", "private", "group", "supergroup", "channel"})
NOTHING: Json = {"results": [], "button": None, "next_offset": ""}


async def ask_inline(world: Sandbox, chat: Chat, params: Params) -> Json:
    """The answer is a list of results to choose from; `offset` asks for the next of a long one."""
    words, offset = params.text("query"), params.text("offset")
    if not world.settings.inline:
        raise ControlError(409, "the bot takes no inline queries (/setinline)")
    if len(words) > LONGEST:
        raise ControlError(400, f"an inline query has at most {LONGEST} characters")
    kind = params.text("chat_type") or "sender"
    if kind not in CHATS:
        raise ControlError(400, f"a chat is one of {', '.join(sorted(CHATS))}")
    place = coordinates(params) if params.has("latitude") and world.settings.inline_place else None
    query = world.inline.open(chat.person.id, words=words, asked=(words, offset, str(place)))
    kept = kept_for(world, query)
    if kept is not None:
        query.answer = kept
        return {"query_id": query.id, "answered": True, "kept": True, **kept}
    content = {
        "id": query.id,
        "from": chat.person.user(),
        "chat_type": kind,
        "query": words,
        "offset": offset,
        **({"location": place} if place else {}),
    }
    world.emit("inline_query", content, f"inline:{chat.person.id}")
    patience = params.number("wait") if params.has("wait") else 0.0
    answer = await world.inline.settled(query, patience)
    return {"query_id": query.id, "answered": answer is not None, **(answer or NOTHING)}


def kept_for(world: Sandbox, query: Query) -> Json | None:
    """What the bot said to the same words a while ago: to anybody, or to this person."""
    now = world.clock.timestamp()
    for whose in (None, query.person):
        until, answer = world.inline_kept.get((whose, *query.content["asked"]), (now, None))
        if answer is not None and now < until:
            return dict(answer)
    return None


def keep(world: Sandbox, query: Query, answer: Json, seconds: int, *, personal: bool) -> None:
    """For so long nobody's same words reach the bot, or only this person's do not."""
    if seconds > 0:
        whose = query.person if personal else None
        until = world.clock.timestamp() + seconds
        world.inline_kept[whose, *query.content["asked"]] = (until, answer)
