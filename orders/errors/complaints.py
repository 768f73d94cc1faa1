"""Why a complaint is not taken, or not answered."""

from database.errors import Refusal
from orders.errors.base import OrderRefusal


class NotComplainable(OrderRefusal):
    """It never came to a booking."""


class ComplaintTooLate(OrderRefusal):
    """Its last moment is too long ago."""


class ComplaintsOver(OrderRefusal):
    """The market has decided, or it was said and settled often enough."""


class ComplaintRefusal(Refusal):
    """Something about one complaint."""

    def __init__(self, complaint_id: int) -> None:
        super().__init__(complaint_id)
        self.complaint_id = complaint_id


class ComplaintUnknown(ComplaintRefusal):
    """There is none like that, or it is somebody else's."""


class ComplaintMoved(ComplaintRefusal):
    """Somebody, or time, has brought it further."""


class PartOfComplaint(ComplaintRefusal):
    """Whoever complained, or works where it was, does not decide for the market."""
