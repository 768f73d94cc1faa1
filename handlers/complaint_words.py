"""A complaint in words: who said what when, the same for its guest, its place and the market."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from chat.screen import lines, paragraphs
from chat.turn import Turn
from handlers.hours import near_time
from handlers.layout import shortened
from handlers.names import called
from orders import ComplaintView, Stand
from wording.complaints import Reader, nothing_given, stand_name, stands, time_left, wrong_name

LABEL = 16


def complaint_words(turn: Turn, found: ComplaintView, reader: Reader) -> Markup:
    """What it is about, all that was said so far, and what comes next until when."""
    return paragraphs(
        lines(
            turn._("<b>{service}</b>", service=found.title),
            None if reader is Reader.PLACE else turn._("🏪 {merchant}", merchant=found.merchant),
            None if found.starts_at is None else turn._("📅 {when}", when=_at(turn, found)),
        ),
        *_said(turn, found, reader),
        stands(turn, found, reader, _until(turn, found)),
    )


def _until(turn: Turn, found: ComplaintView) -> str | None:
    return None if found.due_at is None else near_time(turn, found.due_at, found.zone.key)


def _at(turn: Turn, found: ComplaintView) -> str:
    assert found.starts_at is not None
    return _when(turn, found, found.starts_at)


def _when(turn: Turn, found: ComplaintView, moment: datetime) -> str:
    return turn.texts.day_and_time(moment, found.zone.key)


def _said(turn: Turn, found: ComplaintView, reader: Reader) -> Iterator[Markup]:
    guest = turn._("You") if reader is Reader.GUEST else called(turn, found.guest)
    yield lines(
        _by(turn, found, guest, found.said_at),
        turn._("⚠️ {problem}", problem=wrong_name(turn, found.wrong)),
        _quoted(turn, found.words),
    )
    if found.answered_at is not None:
        yield lines(
            _by(turn, found, found.merchant, found.answered_at),
            _quoted(turn, found.answer),
            _given(turn, found, found.answered),
            None
            if found.offered is None
            else turn._("🔁 Another time: {when}", when=_when(turn, found, found.offered)),
        )
    if found.answered_at is not None and found.escalated_at is not None:
        yield lines(
            _by(turn, found, guest, found.escalated_at),
            turn._("That doesn't solve it."),
            _quoted(turn, found.objection),
        )
    if found.stand is Stand.DECIDED and found.ended_at is not None:
        yield lines(
            _by(turn, found, turn.market.name, found.ended_at),
            _quoted(turn, found.decision),
            _given(turn, found, found.decided) or nothing_given(turn, found),
        )


def _by(turn: Turn, found: ComplaintView, author: str, moment: datetime) -> Markup:
    when = near_time(turn, moment, found.zone.key)
    return turn._("<b>{author}</b> · {when}", author=author, when=when)


def _quoted(turn: Turn, words: str | None) -> Markup | None:
    return turn._("<i>{words}</i>", words=words) if words else None


def _given(turn: Turn, found: ComplaintView, amount: int | None) -> Markup | None:
    if amount is None:
        return None
    return turn._("💸 {amount} goes back", amount=turn.texts.money(amount, found.currency))


def complaint_label(turn: Turn, found: ComplaintView) -> str:
    """One among others, as its button says it."""
    return turn._(
        "{guest} · {problem} · {state}",
        guest=shortened(called(turn, found.guest), LABEL),
        problem=wrong_name(turn, found.wrong).unescape(),
        state=_state(turn, found),
    ).unescape()


def _state(turn: Turn, found: ComplaintView) -> str:
    if found.waits(Stand.OPEN, turn.now):
        return turn._("⏳ {time}", time=time_left(turn, found)).unescape()
    return stand_name(turn, found.stand).unescape()
