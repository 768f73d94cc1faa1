"""“Is this yours?”, answered: who says that a listed place is theirs, and is it so."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from catalog import claiming, lists, opening, queries
from catalog.resembling import resembling_any
from catalog.views import ClaimView, MerchantView, ServiceBrief
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, Photo, Row, Screen, Seen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenMerchant
from handlers.guest.lookalikes import lookalike_words
from handlers.guest.merchant import price_words
from handlers.hours import near_time, week_words
from handlers.layout import columns, dotted, leaf, leafing, shortened
from handlers.names import called, told_apart
from handlers.operator.actions import OpenClaimCase, OpenClaims, OpenOperatorDesk
from handlers.operator.guarding import OperatorFlow
from people import queries as people_queries
from people.looking import Place
from people.rights import Right
from wording.kinds import kind_label

flow = OperatorFlow(Right.ADMIT)

SHOWN = 20
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class ApproveClaim(Move):
    """It is theirs: they become its staff."""

    code = "op-theirs"
    claim: int


@dataclass(frozen=True, slots=True)
class RefuseClaim(Move):
    """It is not."""

    code = "op-not-theirs"
    claim: int


@flow.page(OpenClaims)
def claims_page(turn: Turn, press: OpenClaims) -> Screen:
    page, claims, more = leaf(lists.open_claims(turn.connection), press.page, SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>Claims</b>"),
            turn._("These people say a place is theirs.") if claims else turn._("No open claims."),
        ),
        rows=(
            *columns(
                1,
                (Button(_label(turn, each), OpenClaimCase(each.id)) for each in claims),
            ),
            *leafing(turn, page, OpenClaims, more=more),
        ),
        back=OpenOperatorDesk(),
    )


@flow.page(OpenClaimCase)
def claim_page(turn: Turn, press: OpenClaimCase) -> Screen:
    claim = lists.claim(turn.connection, press.claim)
    if claim is None:
        raise PageOutdated(OpenClaims())
    return Screen(
        text=claim_words(turn, claim),
        rows=claim_rows(turn, claim),
        photo=claim_photo(turn, claim),
        back=OpenClaims(),
        shows=(Seen(claim.person_id, Place.CLAIM, claim.id),),
    )


def claim_words(turn: Turn, claim: ClaimView) -> Markup:
    """Who asks for which place, in which words, and what was decided."""
    return paragraphs(
        lines(
            *_what(turn, claim),
            turn._(
                "{person} asked {when}.",
                person=_person(turn, claim),
                when=near_time(turn, claim.made_at, turn.market.zone),
            ),
        ),
        *_furnished(turn, claim),
        turn._("<i>{note}</i>", note=claim.note) if claim.note else None,
        _decided(turn, claim),
    )


def claim_photo(turn: Turn, claim: ClaimView) -> Photo | None:
    """Of a new place, the picture that guests will see."""
    merchant = queries.merchant(turn.connection, claim.merchant_id) if claim.new_place else None
    return Photo(merchant.photo) if merchant is not None and merchant.photo else None


def _furnished(turn: Turn, claim: ClaimView) -> Iterable[Markup]:
    """What else the applicant said of a new place, and what is here already that looks like it."""
    merchant = queries.merchant(turn.connection, claim.merchant_id) if claim.new_place else None
    if merchant is None:
        return
    for each in merchant.locations:
        week = opening.week(each, turn.now)
        if week:
            yield lines(turn._("<b>🕐 Hours</b>"), week_words(turn, week))
    if merchant.services:
        offered = (_offered(turn, each) for each in merchant.services)
        yield lines(turn._("<b>🧾 Services</b>"), *offered)
    if claim.state == claiming.ClaimState.OPEN:
        yield from _alike(turn, merchant)


def _offered(turn: Turn, service: ServiceBrief) -> str:
    lasts = service.duration_minutes
    time = None if lasts is None else turn.texts.minutes(lasts)
    return dotted((service.name, time, price_words(turn, service)))


def _alike(turn: Turn, merchant: MerchantView) -> Iterable[Markup]:
    for each in merchant.locations:
        found = resembling_any(turn.connection, merchant.id, merchant.name, each.point)
        if found:
            words = (lookalike_words(turn, one) for one in found)
            yield lines(turn._("⚠️ It looks like one that is here already:"), *words)


def _label(turn: Turn, claim: ClaimView) -> str:
    name = shortened(claim.merchant_name, LONGEST_LABEL)
    return turn._("🆕 {place} · new place", place=name) if claim.new_place else name


def _what(turn: Turn, claim: ClaimView) -> Iterable[Markup | str]:
    """Of a new place also what it is, and where: nobody has seen it yet."""
    if not claim.new_place:
        yield turn._("<b>Does {merchant} belong to them?</b>", merchant=claim.merchant_name)
        return
    yield turn._("<b>🆕 New place: {place}</b>", place=claim.merchant_name)
    merchant = queries.merchant(turn.connection, claim.merchant_id)
    if merchant is not None:
        yield kind_label(turn, merchant.category)
        for each in merchant.locations:
            yield turn._("📍 {address}", address=each.address)


def claim_rows(turn: Turn, claim: ClaimView) -> tuple[Row, ...]:
    """What can be decided, while it is open."""
    if claim.state != claiming.ClaimState.OPEN:
        return ()
    return (
        (
            Button(turn._("✅ Approve"), ApproveClaim(claim.id), Style.SUCCESS),
            Button(turn._("Refuse"), RefuseClaim(claim.id), Style.DANGER),
        ),
        (Button(turn._("View as a guest"), OpenMerchant(claim.merchant_id)),),
    )


def _person(turn: Turn, claim: ClaimView) -> str:
    person = people_queries.person(turn.connection, claim.person_id)
    return called(turn, claim.person_name) if person is None else told_apart(turn, person)


def _decided(turn: Turn, claim: ClaimView) -> Markup | None:
    if claim.state == claiming.ClaimState.OPEN:
        return None
    if claim.state == claiming.ClaimState.APPROVED:
        return turn._("✅ Approved. They manage it now.")
    return turn._("❌ Refused.")


@flow.move(ApproveClaim)
def approve_claim(turn: Turn, press: ApproveClaim) -> Page:
    claiming.approve(turn.connection, press.claim, turn.person.id, turn.now)
    return OpenClaimCase(press.claim)


@flow.move(RefuseClaim)
def refuse_claim(turn: Turn, press: RefuseClaim) -> Page:
    claiming.refuse(turn.connection, press.claim, turn.person.id, turn.now)
    return OpenClaimCase(press.claim)
