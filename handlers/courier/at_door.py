"""Handing over: by the guest's code, typed or scanned, or left at the door with a photo."""

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style, Venue, paragraphs
from chat.turn import Turn
from handlers.codes import looked_up
from handlers.courier.actions import (
    AskDoorCode,
    AskDoorPhoto,
    GiveDoorCode,
    GiveDoorPhoto,
    HandToGuest,
    OpenCourierDesk,
    OpenJob,
    OpenJobMap,
)
from handlers.courier.job import job_words, our_job
from handlers.names import first_name
from orders import VoucherView, couriers, delivery_lists, handing_over
from orders.errors import WrongCode

flow = Flow()


@flow.page(AskDoorCode)
def ask_door_code_page(turn: Turn, press: AskDoorCode) -> Screen:
    our_job(turn, press.order)
    return Screen(
        text=paragraphs(
            turn._("<b>🎟 The guest's code</b>"),
            turn._("Type it: 11 letters and digits. Or scan the QR code with your phone's camera."),
        ),
        asks=GiveDoorCode(press.order),
        back=OpenJob(press.order),
    )


@flow.page(GiveDoorCode)
def given_door_code_page(turn: Turn, press: GiveDoorCode) -> Screen:
    our_job(turn, press.order)
    shown = scanned(turn, looked_up(turn, press.text))
    if shown is None:
        raise WrongCode(press.order)
    return shown


@flow.move(HandToGuest)
def hand_over(turn: Turn, press: HandToGuest) -> Page:
    job = couriers.job_of(turn.connection, turn.person.id)
    if job is None:
        raise PageOutdated(OpenCourierDesk())
    given = (job, press.voucher, turn.person.id)
    handing_over.hand_over_by_code(turn.connection, *given, turn.now)
    return OpenJob(job)


@flow.page(AskDoorPhoto)
def ask_door_photo_page(turn: Turn, press: AskDoorPhoto) -> Screen:
    job = our_job(turn, press.order)
    return Screen(
        text=paragraphs(
            turn._("<b>📷 Left at the door</b>"),
            turn._("Send a photo of where it stands. The guest gets it."),
            None if job.at_the_door else turn._("The guest would rather have it in person."),
        ),
        asks=GiveDoorPhoto(press.order),
        back=OpenJob(press.order),
    )


@flow.move(GiveDoorPhoto)
def give_door_photo(turn: Turn, press: GiveDoorPhoto) -> Page:
    if not press.photo:
        return AskDoorPhoto(press.order)
    given = (press.order, press.photo, turn.person.id)
    handing_over.hand_over_by_photo(turn.connection, *given, turn.now)
    return OpenJob(press.order)


@flow.page(OpenJobMap)
def job_map_page(turn: Turn, press: OpenJobMap) -> Screen:
    """As a place that the courier's own map opens."""
    job = our_job(turn, press.order)
    door = delivery_lists.door_for(turn.connection, press.order, turn.person.id)
    back = ((Button(turn._("🛵 What you are bringing"), OpenJob(press.order)),),)
    if press.door and door is not None:
        name, point = first_name(turn, job.guest), door.point
        venue = Venue(name, door.text, point.latitude, point.longitude)
    else:
        address = job.address or job.merchant
        venue = Venue(job.merchant, address, job.latitude, job.longitude)
    return Screen(
        text=turn._("{merchant} on the map", merchant=venue.title),
        venue=venue,
        rows=back,
        keep=True,
    )


def scanned(turn: Turn, voucher: VoucherView) -> Screen | None:
    """What a courier sees who scans the code of what they bring; None for everybody else."""
    if couriers.job_of(turn.connection, turn.person.id) != voucher.order_id:
        return None
    job = our_job(turn, voucher.order_id)
    if job.is_collection:
        raise PageOutdated(OpenJob(job.order_id))
    give = HandToGuest(voucher.code)
    return Screen(
        text=paragraphs(
            turn._("<b>The code is valid</b>"),
            *job_words(turn, job),
        ),
        rows=((Button(turn._("✅ Hand it over"), give, Style.SUCCESS),),),
        back=OpenJob(voucher.order_id),
    )
