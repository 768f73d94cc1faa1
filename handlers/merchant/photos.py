"""The pictures of a merchant's page and of its services: sent in the chat, or taken away."""

from dataclasses import dataclass

from catalog import changing, services
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Photo, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.merchant.actions import OpenMerchantSettings
from handlers.merchant.authorising import our_merchant, our_service, require_staff
from handlers.merchant.service_actions import AskMerchantPhoto, AskServicePhoto, OpenOwnService
from people.rights import Right

flow = Flow()


@dataclass(frozen=True, slots=True)
class GiveServicePhoto(Move):
    """A service's picture, sent."""

    code = "svc-show"
    service: int
    photo: str = given("")


@dataclass(frozen=True, slots=True)
class DropServicePhoto(Move):
    """A service without a picture."""

    code = "svc-no-pic"
    service: int


@dataclass(frozen=True, slots=True)
class GiveMerchantPhoto(Move):
    """The picture of the merchant's page, sent."""

    code = "m-show"
    merchant: int
    photo: str = given("")


@dataclass(frozen=True, slots=True)
class DropMerchantPhoto(Move):
    """A page without a picture."""

    code = "m-no-pic"
    merchant: int


@flow.page(AskServicePhoto)
def service_photo_page(turn: Turn, press: AskServicePhoto) -> Screen:
    service = our_service(turn, press.service)
    return Screen(
        text=paragraphs(
            turn._("<b>A photo of {service}</b>", service=service.name),
            turn._("Send a photo in this chat. Guests see it above the description."),
        ),
        photo=Photo(service.photo) if service.photo else None,
        rows=_without(turn, service.photo, DropServicePhoto(service.id)),
        asks=GiveServicePhoto(service.id),
        back=OpenOwnService(service.id),
    )


@flow.page(AskMerchantPhoto)
def merchant_photo_page(turn: Turn, press: AskMerchantPhoto) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    return Screen(
        text=paragraphs(
            turn._("<b>A photo of {merchant}</b>", merchant=merchant.name),
            turn._("Send a photo in this chat. Guests see it at the top of your page."),
        ),
        photo=Photo(merchant.photo) if merchant.photo else None,
        rows=_without(turn, merchant.photo, DropMerchantPhoto(merchant.id)),
        asks=GiveMerchantPhoto(merchant.id),
        back=OpenMerchantSettings(merchant.id),
    )


@flow.move(GiveServicePhoto)
def give_service_photo(turn: Turn, press: GiveServicePhoto) -> Page:
    our_service(turn, press.service)
    services.set_photo(turn.connection, press.service, press.photo, turn.person.id, turn.now)
    return OpenOwnService(press.service)


@flow.move(DropServicePhoto)
def drop_service_photo(turn: Turn, press: DropServicePhoto) -> Page:
    our_service(turn, press.service)
    services.set_photo(turn.connection, press.service, None, turn.person.id, turn.now)
    return OpenOwnService(press.service)


@flow.move(GiveMerchantPhoto)
def give_merchant_photo(turn: Turn, press: GiveMerchantPhoto) -> Page:
    require_staff(turn, press.merchant, Right.SHOP)
    changing.set_photo(turn.connection, press.merchant, press.photo, turn.person.id, turn.now)
    return AskMerchantPhoto(press.merchant)


@flow.move(DropMerchantPhoto)
def drop_merchant_photo(turn: Turn, press: DropMerchantPhoto) -> Page:
    require_staff(turn, press.merchant, Right.SHOP)
    changing.set_photo(turn.connection, press.merchant, None, turn.person.id, turn.now)
    return AskMerchantPhoto(press.merchant)


def _without(turn: Turn, photo: str | None, drop: Move) -> tuple[Row, ...]:
    return ((Button(turn._("Remove the photo"), drop),),) if photo else ()
