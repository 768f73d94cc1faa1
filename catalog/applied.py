"""A place that somebody added is out of sight until an operator approves it, and for ever if not."""

from functools import cache

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, select

from catalog.attending import had_staff
from catalog.models import merchants
from catalog.views import MerchantState, MerchantView

APPLIED = "applied"
"""The source of a place whose applicant described it here."""


def never_approved() -> ColumnElement[bool]:
    """For a select of merchants. One that was approved once is found also when nobody works there."""
    return and_(merchants.c.source == APPLIED, ~had_staff())


def is_out_of_sight(connection: Connection, merchant_id: int) -> bool:
    return connection.execute(_out_of_sight(), {"merchant": merchant_id}).scalar_one()


@cache
def _out_of_sight() -> Select[bool]:
    here = merchants.c.id == bindparam("merchant")
    return select(exists().where(here, never_approved()))


def may_be_out_of_sight(merchant: MerchantView) -> bool:
    """Whether `is_out_of_sight` has to be asked."""
    return merchant.source == APPLIED and merchant.state is not MerchantState.ACTIVE
