"""“Is it this one?”, for whoever adds a place that may be listed already."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog import applying
from catalog.resembling import Lookalike
from catalog.views import MerchantState
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenMerchant
from handlers.guest.application_actions import (
    OpenApplicationPlace,
    OpenLookalikes,
    following,
    lookalikes,
    unsent,
)
from handlers.guest.claiming import OpenClaim
from handlers.layout import columns, shortened

flow = Flow()

LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class SetApart(Move):
    """It is none of them."""

    code = "add-apart"
    application: int


@flow.page(OpenLookalikes)
def lookalikes_page(turn: Turn, press: OpenLookalikes) -> Screen:
    application = unsent(turn, press.application)
    found = lookalikes(turn, application)
    if not found:
        raise PageOutdated(following(turn, application.id))
    return Screen(
        text=paragraphs(
            turn._("<b>Is it this one?</b>"),
            turn._(
                "{place} may be here already. If it's this one, press it: you needn't add it, only"
                " say that it's yours.",
                place=application.name,
            ),
        ),
        rows=(
            *columns(1, _buttons(turn, found)),
            (Button(turn._("No, it's another place"), SetApart(application.id)),),
        ),
        back=OpenApplicationPlace(application.id),
    )


def _buttons(turn: Turn, found: tuple[Lookalike, ...]) -> Iterator[Button]:
    """A place that is run by somebody cannot be claimed; its page says so."""
    for each in found:
        listed = each.state is MerchantState.LISTED
        to = OpenClaim(each.merchant_id) if listed else OpenMerchant(each.merchant_id)
        yield Button(lookalike_words(turn, each), to)


def lookalike_words(turn: Turn, each: Lookalike) -> str:
    """What it is called, where, and how far away."""
    away = turn.texts.distance(each.metres)
    if not each.address:
        return turn._(
            "{place} · {distance}", place=shortened(each.name, LONGEST_LABEL), distance=away
        )
    return turn._(
        "{place}, {address} · {distance}",
        place=shortened(each.name, LONGEST_LABEL),
        address=shortened(each.address, LONGEST_LABEL),
        distance=away,
    )


@flow.move(SetApart)
def set_apart(turn: Turn, press: SetApart) -> Page:
    applying.set_apart(turn.connection, press.application, turn.person.id)
    return following(turn, press.application)
