"""A campaign in the making: its words, picture, button and audience, while it is a draft."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from people.rights import Right, require
from promotions.attributing import make_source
from promotions.audiences import Audience, Everyone, to_json
from promotions.errors import WordsTooLong
from promotions.models import campaigns, sources
from promotions.queries import campaign
from promotions.states import CampaignState, refuse_moved

WORDS_LENGTH = 900
"""What fits under a picture, with some room, in UTF-16 units as channels count: an emoji is two."""


def begin(connection: Connection, operator_id: int, now: datetime) -> int:
    """A new draft with a source of its own; its id.

    An untouched draft of the same operator is taken up again, so a double tap makes one.
    """
    require(connection, operator_id, Right.CAMPAIGNS)
    empty = (
        select(campaigns.c.id)
        .where(
            campaigns.c.created_by == operator_id,
            campaigns.c.state == CampaignState.DRAFT,
            campaigns.c.words == "",
            campaigns.c.photo.is_(None),
            campaigns.c.target.is_(None),
        )
        .limit(1)
    )
    found = connection.execute(empty).scalar_one_or_none()
    return _insert(connection, operator_id, now) if found is None else found


def _insert(connection: Connection, operator_id: int, now: datetime) -> int:
    token = make_source(connection, "campaign", "", now)
    source = select(sources.c.id).where(sources.c.token == token).scalar_subquery()
    statement = insert(campaigns).values(
        created_by=operator_id,
        source_id=source,
        words="",
        target_label="",
        audience=to_json(Everyone()),
        state=CampaignState.DRAFT,
        created_at=now,
    )
    return connection.execute(statement.returning(campaigns.c.id)).scalar_one()


def give_words(connection: Connection, campaign_id: int, operator_id: int, words: str) -> None:
    """What the promotion says, as plain text; its first line names it in lists."""
    require(connection, operator_id, Right.CAMPAIGNS)
    text = words.strip()
    length = len(text.encode("utf-16-le")) // 2
    if length > WORDS_LENGTH:
        raise WordsTooLong(campaign_id, length, WORDS_LENGTH)
    _change(connection, campaign_id, words=text)
    source_id = campaign(connection, campaign_id).source_id
    label = text.partition("\n")[0][:60]
    connection.execute(update(sources).where(sources.c.id == source_id).values(label=label))


def give_photo(
    connection: Connection, campaign_id: int, operator_id: int, photo: str | None
) -> None:
    """Its picture by the key under which it can be shown, or none."""
    require(connection, operator_id, Right.CAMPAIGNS)
    _change(connection, campaign_id, photo=photo)


def choose_target(
    connection: Connection, campaign_id: int, operator_id: int, target: str | None, label: str
) -> None:
    """What its button opens, as a packed action, and what the button says."""
    require(connection, operator_id, Right.CAMPAIGNS)
    _change(connection, campaign_id, target=target, target_label=label if target else "")


def choose_audience(
    connection: Connection, campaign_id: int, operator_id: int, audience: Audience
) -> None:
    """Whom it is for."""
    require(connection, operator_id, Right.CAMPAIGNS)
    _change(connection, campaign_id, audience=to_json(audience))


def _change(connection: Connection, campaign_id: int, **values: object) -> None:
    changed = connection.execute(
        update(campaigns)
        .where(campaigns.c.id == campaign_id, campaigns.c.state == CampaignState.DRAFT)
        .values(**values)
    )
    if changed.rowcount == 0:
        refuse_moved(connection, campaign_id)
