"""The options of a thing of a menu: what is chosen of them in words, and keys that choose others."""

from collections.abc import Callable, Iterator

from markupsafe import Markup

from catalog.menu import choosing
from catalog.menu.choices import Group, Option
from catalog.menu.choosing import Choice
from catalog.menu.errors import ChoiceRefused
from catalog.menu.reading import Item
from chat.action import Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, lines
from chat.turn import Turn
from handlers.guest.chosen import packed, unpacked
from handlers.layout import columns, shortened

LONGEST_OPTION = 24


def chosen_of(item: Item, text: str | None, afresh: Page) -> frozenset[int]:
    """What a button means; as it is usually had where it says nothing.

    PageOutdated with what is shown `afresh` where others are offered by now.
    """
    if text is None:
        return item.defaults
    chosen = unpacked(offered(item), text)
    if chosen is None:
        raise PageOutdated(afresh)
    return chosen


def offered(item: Item) -> list[int]:
    """The options that can be chosen of it."""
    return [each.id for group in item.groups for each in group.options]


def choice_of(item: Item, chosen: frozenset[int]) -> Choice | ChoiceRefused:
    """What it comes to, or why it can't be had like that."""
    try:
        return choosing.check(item, chosen)
    except ChoiceRefused as error:
        return error


def chosen_words(turn: Turn, item: Item, chosen: frozenset[int]) -> Markup:
    """Each group with what is chosen of it."""
    return lines(*(_group_words(turn, each, chosen) for each in item.groups))


def _group_words(turn: Turn, group: Group, chosen: frozenset[int]) -> Markup:
    names = [each.name for each in group.options if each.id in chosen]
    rule = _rule_words(turn, group)
    if not names:
        return turn._("<b>{group}</b> ({rule})", group=group.name, rule=rule)
    what = turn.texts.listed(names)
    return turn._("<b>{group}</b> ({rule}): {chosen}", group=group.name, rule=rule, chosen=what)


def _rule_words(turn: Turn, group: Group) -> Markup:
    """How many may be chosen of a group."""
    if group.most == 1:
        return turn._("choose one") if group.least else turn._("one, if you like")
    if group.least == group.most:
        return turn.ngettext("choose {number}", "choose {number}", group.most)
    if group.least:
        return turn._("{least} to {most}", least=group.least, most=group.most)
    return turn.ngettext("up to {number}", "up to {number}", group.most)


def option_rows(
    turn: Turn, item: Item, chosen: frozenset[int], shown: Callable[[str], Page]
) -> Iterator[Row]:
    """A key for each option; `shown` is the page with what would be chosen then.

    A key that names its group has a row for itself.
    """
    shared = choosing.sharing(item)
    for group in item.groups:
        of = shortened(group.name, LONGEST_OPTION) if group.id in shared else None
        keys = (
            Button(
                _marked(turn, _label(turn, item.currency, each, of), chosen=each.id in chosen),
                shown(packed(offered(item), _pressed(group, each, chosen))),
            )
            for each in group.options
        )
        yield from columns(1 if of else 2, keys)


def _marked(turn: Turn, label: Markup | str, *, chosen: bool) -> Markup | str:
    return turn._("● {choice}", choice=label) if chosen else label


def _label(turn: Turn, currency: str, option: Option, of: str | None) -> Markup | str:
    """What it is, `of` which group where that has to be said, and what it makes of the price."""
    name = shortened(option.name, LONGEST_OPTION)
    if of is not None:
        name = choosing.called(of, name)
    if not option.price_difference:
        return name
    amount = turn.texts.money(abs(option.price_difference), currency)
    if option.price_difference < 0:
        return turn._("{option} −{amount}", option=name, amount=amount)
    return turn._("{option} +{amount}", option=name, amount=amount)


def _pressed(group: Group, option: Option, chosen: frozenset[int]) -> frozenset[int]:
    """What is chosen after its key was pressed: one of a few takes the place of another."""
    if option.id in chosen:
        return chosen if group.least == group.most == 1 else chosen - {option.id}
    if group.most == 1:
        chosen -= {each.id for each in group.options}
    return chosen | {option.id}
