"""Complaints as everybody sees them whom they concern, by their actions."""

from dataclasses import dataclass

from chat.action import Page


@dataclass(frozen=True, slots=True)
class OpenComplaintPhoto(Page):
    """The picture to a complaint, for its guest, its place and the market."""

    code = "wrongpic"
    complaint: int
