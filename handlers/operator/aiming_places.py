"""A promotion's button opens a place, or one of its services."""

from dataclasses import dataclass, replace

from catalog import queries as catalog_queries
from catalog.views import MerchantState
from chat.action import Action, Move, Page, given
from chat.errors import PageOutdated
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenMerchant, OpenService
from handlers.layout import columns, leaf, leafing, paging, shortened
from handlers.operator import targets
from handlers.operator.actions import OpenCampaign, OpenTarget
from handlers.operator.guarding import OperatorFlow
from handlers.operator.merchants import link_safe, named_merchants
from people.rights import Right
from promotions import composing

flow = OperatorFlow(Right.CAMPAIGNS)

PAGE = 8
LONGEST_LABEL = 40
SERVICES = 20


@dataclass(frozen=True, slots=True)
class OpenTargetMerchants(Page):
    """Which place; `named` narrows the list."""

    code = "op-at"
    campaign: int
    page: int = 0
    named: str | None = None


@dataclass(frozen=True, slots=True)
class FindTarget(Move):
    """Narrow the places to a name."""

    code = "op-at-find"
    answers_links = True
    campaign: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenTargetServices(Page):
    """The place itself, or what can be had there."""

    code = "op-what"
    campaign: int
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AimAtMerchant(Move):
    """The button opens a place."""

    code = "op-to-shop"
    campaign: int
    merchant: int


@dataclass(frozen=True, slots=True)
class AimAtService(Move):
    """The button opens a service."""

    code = "op-to-svc"
    campaign: int
    service: int


@flow.page(OpenTargetMerchants)
def merchants_page(turn: Turn, press: OpenTargetMerchants) -> Screen:
    found = named_merchants(turn, press.named, press.page * PAGE, PAGE + 1, MerchantState.ACTIVE)
    before = _leafed(press, -1) if press.page else None
    after = _leafed(press, 1) if len(found) > PAGE else None
    buttons = (
        Button(shortened(each.name, LONGEST_LABEL), OpenTargetServices(press.campaign, each.id))
        for each in found[:PAGE]
    )
    return Screen(
        text=paragraphs(
            turn._("<b>Which place?</b>"),
            turn._("Type a name, or part of it, to find one."),
            None if found else turn._("No merchant with that name."),
        ),
        rows=(*columns(1, buttons), *paging(turn, before, after)),
        asks=FindTarget(press.campaign),
        back=OpenTarget(press.campaign),
    )


def _leafed(press: OpenTargetMerchants, step: int) -> OpenTargetMerchants:
    return OpenTargetMerchants(press.campaign, press.page + step, press.named)


@flow.move(FindTarget)
def find_target(_turn: Turn, press: FindTarget) -> Page:
    return OpenTargetMerchants(press.campaign, 0, link_safe(press.text))


@flow.page(OpenTargetServices)
def services_page(turn: Turn, press: OpenTargetServices) -> Screen:
    merchant = catalog_queries.merchant(turn.connection, press.merchant)
    if merchant is None:
        raise PageOutdated(OpenTarget(press.campaign))
    page, shown, more = leaf(merchant.services, press.page, SERVICES)
    services = (
        Button(shortened(each.name, LONGEST_LABEL), AimAtService(press.campaign, each.id))
        for each in shown
    )
    itself = Button(turn._("The place itself"), AimAtMerchant(press.campaign, press.merchant))
    return Screen(
        text=turn._("<b>{merchant}</b>: which page?", merchant=merchant.name),
        rows=(
            *columns(1, (itself, *services)),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
        ),
        back=OpenTargetMerchants(press.campaign),
    )


@flow.move(AimAtMerchant)
def aim_at_merchant(turn: Turn, press: AimAtMerchant) -> Page:
    merchant = catalog_queries.merchant(turn.connection, press.merchant)
    if merchant is None:
        raise PageOutdated(OpenTarget(press.campaign))
    return _aimed(turn, press.campaign, OpenMerchant(merchant.id), merchant.name)


@flow.move(AimAtService)
def aim_at_service(turn: Turn, press: AimAtService) -> Page:
    service = catalog_queries.service(turn.connection, press.service)
    if service is None:
        raise PageOutdated(OpenTarget(press.campaign))
    return _aimed(turn, press.campaign, OpenService(service.id), service.name)


def _aimed(turn: Turn, campaign: int, target: Action, label: str) -> Page:
    words = shortened(label, LONGEST_LABEL)
    composing.choose_target(
        turn.connection, campaign, turn.person.id, targets.packed(target), words
    )
    return OpenCampaign(campaign)
