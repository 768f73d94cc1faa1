"""The tables around a review: its photos, the place's answer, a report to the operators, who found it helpful."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Named, String, Table, TypedColumns, UniqueConstraint

from database.metadata import Identity, Instant, metadata


class ReviewPhotoColumns(TypedColumns):
    """A photo that its guest sent along, by the key of `media`."""

    id = Column(Identity, primary_key=True)
    order_id: Named[int] = Column(Identity, ForeignKey("ratings.order_id"))
    photo: Named[str] = Column(String(40), index=True)
    at = Column(Instant, nullable=False)


class ReviewAnswerColumns(TypedColumns):
    """What the place says to a review in public: one answer."""

    order_id = Column(
        Identity, ForeignKey("ratings.order_id"), primary_key=True, autoincrement=False
    )
    words: Named[str] = Column(String(500))
    author_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    at = Column(Instant, nullable=False)
    changed_at: Named[datetime | None] = Column(Instant)


class ReviewReportColumns(TypedColumns):
    """The place asks the operators to look at a review; decided once, until it is reported again.

    `words` are the place's, `reason` is the operator's where the review was hidden.
    """

    order_id = Column(
        Identity, ForeignKey("ratings.order_id"), primary_key=True, autoincrement=False
    )
    words: Named[str] = Column(String(300))
    reported_by: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    reported_at = Column(Instant, nullable=False)
    decided_by: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    decided_at: Named[datetime | None] = Column(Instant, index=True)
    reason: Named[str] = Column(String(300))


class ReviewPressColumns(TypedColumns):
    """Somebody found a review helpful."""

    order_id = Column(
        Identity, ForeignKey("ratings.order_id"), primary_key=True, autoincrement=False
    )
    person_id = Column(
        Identity, ForeignKey("people.id"), primary_key=True, autoincrement=False, index=True
    )
    at = Column(Instant, nullable=False)


review_photos = Table(
    "review_photos", metadata, ReviewPhotoColumns, UniqueConstraint("order_id", "photo")
)
review_answers = Table("review_answers", metadata, ReviewAnswerColumns)
review_reports = Table("review_reports", metadata, ReviewReportColumns)
review_presses = Table("review_presses", metadata, ReviewPressColumns)
