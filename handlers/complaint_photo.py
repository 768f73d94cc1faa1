"""The picture to a complaint: beside its words there would be no room for it."""

from chat.action import Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Photo, Screen, Seen
from chat.turn import Turn
from handlers.complaint_actions import OpenComplaintPhoto
from handlers.guest.complaint_actions import OpenComplaint
from handlers.merchant.complaint_actions import OpenOwnComplaint
from handlers.operator.complaint_actions import OpenComplaintCase
from orders import ComplaintView, complaint_views
from people.looking import Place
from people.rights import Right
from wording.complaints import wrong_name

flow = Flow()


@flow.page(OpenComplaintPhoto)
def complaint_photo_page(turn: Turn, press: OpenComplaintPhoto) -> Screen:
    found = complaint_views.complaint(turn.connection, press.complaint)
    if found is None:
        raise NotAllowed
    back = _way_back(turn, found)
    if found.photo is None:
        return Screen(text=turn._("There is no photo."), back=back)
    theirs = isinstance(back, OpenComplaintCase)
    return Screen(
        text=turn._("⚠️ {problem}", problem=wrong_name(turn, found.wrong)),
        photo=Photo(found.photo),
        back=back,
        shows=(Seen(found.guest_id, Place.COMPLAINT, found.id),) if theirs else (),
    )


def _way_back(turn: Turn, found: ComplaintView) -> Page:
    """To the page of whoever looks; `NotAllowed` for all others."""
    if found.guest_id == turn.person.id:
        return OpenComplaint(found.id)
    if Right.REFUND in turn.person.rights.get(found.merchant_id, ()):
        return OpenOwnComplaint(found.id)
    if turn.person.may(Right.REFUND):
        return OpenComplaintCase(found.id)
    raise NotAllowed
