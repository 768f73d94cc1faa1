"""How a conversation about a booking stands, said alike in the chat and at the desk."""

from collections.abc import Iterator

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from orders import Conversation, OrderView, Side, messages
from people import queries
from wording.languages import language_name


def standing(
    turn: Turn, order: OrderView, found: Conversation | None, side: Side
) -> Iterator[Markup]:
    """Why nobody may write, and what the operators say to what was reported."""
    if found is None:
        yield from _nobody(turn, order)
        return
    yield from _closed(turn, order, found, side)
    report = found.report_of(side)
    if report is None:
        return
    if report.decided_at is None:
        yield turn._("🚩 Reported. {market} looks at it.", market=turn.market.name)
    elif not found.is_stopped and report.reason:
        yield turn._(
            "🚩 {market} looked at it, and says: {words}",
            market=turn.market.name,
            words=report.reason,
        )


def _nobody(turn: Turn, order: OrderView) -> Iterator[Markup]:
    """Why the first message can't be written."""
    if messages.is_over(turn.connection, order, turn.now):
        yield turn._("The booking is over, so no more messages can be sent about it.")
    elif not messages.can_write(turn.connection, order, turn.now):
        yield turn._("This guest can't get messages here.")


def _closed(turn: Turn, order: OrderView, found: Conversation, side: Side) -> Iterator[Markup]:
    if found.is_stopped:
        reason = found.last_word
        yield lines(
            turn._("🚫 {market} has ended this conversation.", market=turn.market.name),
            turn._("Reason: {reason}", reason=reason) if reason else None,
        )
    elif found.ended_by == side:
        yield (
            turn._("🔕 You have ended this conversation. Only you can resume it.")
            if (side is Side.GUEST)
            else turn._("🔕 Your place has ended this conversation. Only you can resume it.")
        )
    elif found.ended_by is not None:
        yield (
            turn._("🔕 {merchant} has ended this conversation.", merchant=order.merchant)
            if (side is Side.GUEST)
            else turn._("🔕 The guest has ended this conversation.")
        )
    elif messages.is_over(turn.connection, order, turn.now):
        yield turn._("The booking is over, so no more messages can be sent about it.")


def language_hint(turn: Turn, codes: set[str]) -> Markup | None:
    """What the other side reads, where that is something else than the writer does."""
    if not codes or turn.person.locale in codes:
        return None
    names = turn.texts.listed([language_name(each) for each in sorted(codes)])
    return turn._("They use {market} in {language}.", market=turn.market.name, language=names)


def locales_of(turn: Turn, person_ids: list[int]) -> set[str]:
    return {each.locale for each in queries.persons(turn.connection, person_ids)}


def unreachable(turn: Turn, order: OrderView) -> Markup | None:
    """Where the guest blocked the bot, or has left every channel."""
    if not queries.known(turn.connection, order.guest_id).unreachable:
        return None
    return turn._(
        "Messages can't reach them in the chat right now. They'll find yours in their booking."
    )
