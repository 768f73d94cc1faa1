"""A table, who sits there and how what they ordered stands, in words of chat and console."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from chat.turn import Turn
from orders import AtTable, Sitter, Standing, TableLine, Unpaid
from wording.first_names import first_name


def table_title(turn: Turn, name: str) -> str:
    """What it is called: by its number, or as its place calls it."""
    return turn._("Table {number}", number=name).unescape() if name.isdecimal() else name


def seats_words(turn: Turn, seats: int) -> Markup:
    """For how many it is."""
    return turn.ngettext("{number} seat", "{number} seats", seats)


def sitter_names(turn: Turn, sitters: Mapping[int, Sitter]) -> dict[int, str]:
    """Each by their first name, those of the same name told apart, others by their number."""
    firsts = {each: first_name(sitter.name) for each, sitter in sitters.items()}
    shared = list(firsts.values())
    return {
        each: _name(turn, sitter, firsts[each], alone=shared.count(firsts[each]) == 1)
        for each, sitter in sitters.items()
    }


def _name(turn: Turn, sitter: Sitter, first: str | None, *, alone: bool) -> str:
    if sitter.number is None:
        return first or turn._("a former guest").unescape()
    number = turn.texts.number(sitter.number)
    if first is None:
        return turn._("guest {number}", number=number).unescape()
    if alone:
        return first
    return turn._("{name} ({number})", name=first, number=number).unescape()


def standing_words(turn: Turn, line: TableLine, names: Mapping[int, str], me: int | None) -> Markup:
    """How one line stands, and who pays for it if that is not whose it is."""
    named = {
        Standing.PAYING: _paying,
        Standing.ORDERED: _ordered,
        Standing.PAID: _paid,
    }
    if line.standing in named:
        treated = line.payer_id != line.guest_id
        payer = names.get(line.payer_id, "") if treated else None
        return named[line.standing](turn, payer, mine=treated and line.payer_id == me)
    return {
        Standing.OPEN: turn._("🛒 open"),
        Standing.READY: turn._("🛎 on its way"),
        Standing.BROUGHT: turn._("🍽 brought"),
        Standing.GONE: turn._("❌ not coming"),
    }[line.standing]


def _paying(turn: Turn, payer: str | None, *, mine: bool) -> Markup:
    if mine:
        return turn._("⏳ you are paying")
    return turn._("⏳ being paid") if payer is None else turn._("⏳ {name} is paying", name=payer)


def _ordered(turn: Turn, payer: str | None, *, mine: bool) -> Markup:
    """Something of its order is still to be paid at the counter."""
    if mine:
        return turn._("✅ ordered by you")
    return turn._("✅ ordered") if payer is None else turn._("✅ ordered by {name}", name=payer)


def _paid(turn: Turn, payer: str | None, *, mine: bool) -> Markup:
    if mine:
        return turn._("✅ paid by you")
    return turn._("✅ paid") if payer is None else turn._("✅ paid by {name}", name=payer)


def open_words(turn: Turn, seen: AtTable) -> str | None:
    """What nobody pays for yet, by currency; None where that is nothing."""
    return _sums(turn, [each for each in seen.lines if each.standing is Standing.OPEN])


def unpaid_words(turn: Turn, seen: AtTable, payer_id: int | None = None) -> str | None:
    """What is still to be paid at the counter of what was ordered there, by one of them or by all."""
    return _sums(turn, [each for each in seen.unpaid if payer_id in {None, each.payer_id}])


def freeing_words(turn: Turn, seen: AtTable | None) -> Iterator[Markup]:
    """What whoever frees it should know before: what was not brought, not paid, and what is put away."""
    coming = {
        each.order_id
        for each in (seen.lines if seen else ())
        if each.standing in {Standing.ORDERED, Standing.PAID, Standing.READY}
    }
    if coming:
        yield turn.ngettext(
            "❗ {number} order has not been brought.",
            "❗ {number} orders have not been brought.",
            len(coming),
        )
    unpaid = None if seen is None else unpaid_words(turn, seen)
    if unpaid:
        yield turn._("❗ {amount} has not been paid yet.", amount=unpaid)
    yield turn._("What was chosen and not paid is put away. Whoever scans next sees nothing of it.")


def _sums(turn: Turn, parts: Sequence[TableLine | Unpaid]) -> str | None:
    sums: dict[str, int] = {}
    for each in parts:
        sums[each.currency] = sums.get(each.currency, 0) + each.amount
    amounts = [turn.texts.money(amount, currency) for currency, amount in sums.items()]
    return " + ".join(amounts) or None
