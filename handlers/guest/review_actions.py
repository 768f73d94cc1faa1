"""Reviews as guests read and write them, by their actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenReview(Page):
    """One review with its photos, `shot` by `shot`; the rest is the list that led to it."""

    code = "review"
    order: int
    shot: int = 0
    page: int = 0
    search: int | None = None
    helpful: bool = False


@dataclass(frozen=True, slots=True)
class SayHelpful(Move):
    """Somebody finds a review helpful, or not after all."""

    code = "helps"
    order: int
    yes: bool
    page: int = 0
    search: int | None = None
    helpful: bool = False


@dataclass(frozen=True, slots=True)
class Rate(Move):
    """One to five stars."""

    code = "rate"
    order: int
    stars: int


@dataclass(frozen=True, slots=True)
class Comment(Move):
    """A few words to the stars, or a photo."""

    code = "words"
    order: int
    text: str = given("")
    photo: str = given("")


@dataclass(frozen=True, slots=True)
class OpenStars(Page):
    """How many stars it should be instead."""

    code = "restars"
    order: int


@dataclass(frozen=True, slots=True)
class ChangeStars(Move):
    """Other stars."""

    code = "restar"
    order: int
    stars: int


@dataclass(frozen=True, slots=True)
class AskTakeBack(Page):
    """Whether they are sure to take the review back."""

    code = "unsay"
    order: int


@dataclass(frozen=True, slots=True)
class TakeBack(Move):
    """No review after all."""

    code = "unsaid"
    order: int


@dataclass(frozen=True, slots=True)
class DropReviewPhoto(Move):
    """One of the photos of the person's own review goes."""

    code = "unshot"
    order: int
    shot: int
