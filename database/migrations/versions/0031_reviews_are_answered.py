"""reviews have photos and an answer, are reported, hidden, taken back and found helpful."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for name in ("changed_at", "hidden_at", "taken_back_at"):
        op.add_column("ratings", sa.Column(name, sa.BigInteger(), nullable=True))
    helpful = sa.Column("helpful", sa.Integer(), server_default=sa.text("0"), nullable=False)
    op.add_column("ratings", helpful)
    op.drop_index("ix_ratings_merchant_id", "ratings")
    op.create_index("ix_ratings_newest", "ratings", ["merchant_id", "at"])
    op.create_index("ix_ratings_helpful", "ratings", ["merchant_id", "helpful", "at"])
    _photos()
    _answers()
    _reports()
    _presses()


def _photos() -> None:
    op.create_table(
        "review_photos",
        sa.Column("id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("photo", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _of_review("review_photos"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_photos")),
        sa.UniqueConstraint("order_id", "photo", name=op.f("uq_review_photos_order_id_photo")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_review_photos_photo"), "review_photos", ["photo"])


def _answers() -> None:
    op.create_table(
        "review_answers",
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        _of_review("review_answers"),
        _of_person("review_answers", "author_id"),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_review_answers")),
    )
    op.create_index(op.f("ix_review_answers_author_id"), "review_answers", ["author_id"])


def _reports() -> None:
    op.create_table(
        "review_reports",
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("reported_by", ID, nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        _of_review("review_reports"),
        _of_person("review_reports", "reported_by"),
        _of_person("review_reports", "decided_by"),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_review_reports")),
    )
    for name in ("reported_by", "decided_by", "decided_at"):
        op.create_index(op.f(f"ix_review_reports_{name}"), "review_reports", [name])


def _presses() -> None:
    op.create_table(
        "review_presses",
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _of_review("review_presses"),
        _of_person("review_presses", "person_id"),
        sa.PrimaryKeyConstraint("order_id", "person_id", name=op.f("pk_review_presses")),
    )
    op.create_index(op.f("ix_review_presses_person_id"), "review_presses", ["person_id"])


def _of_review(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_order_id")
    return sa.ForeignKeyConstraint(["order_id"], ["ratings.order_id"], name=name)


def _of_person(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["people.id"], name=name)
