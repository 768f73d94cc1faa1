"""What campaigns and their traces hold of a person."""

from people.privacy import Ageing, Fate, Holding, turned
from promotions.attributing import forget, outdated
from promotions.models import campaign_recipients, campaigns, visits
from promotions.states import RecipientState

HOLDINGS = (
    Holding(
        visits.c.person_id,
        Fate.ERASED,
        "what somebody opened is nobody else's business; orders keep what brought them",
        exported=(visits.c.source_id, visits.c.at),
    ),
    Holding(
        campaign_recipients.c.person_id,
        Fate.BLANKED,
        "the counts of a campaign stay right; what was not sent yet never is",
        exported=(
            campaign_recipients.c.campaign_id,
            campaign_recipients.c.state,
            campaign_recipients.c.sent_at,
        ),
        blanks={
            "state": turned(
                campaign_recipients.c.state, RecipientState.WAITING, RecipientState.SKIPPED
            )
        },
    ),
    Holding(
        campaigns.c.created_by,
        Fate.KEPT,
        "what the market sent stays on record; it names nobody any more",
        exported=(campaigns.c.id, campaigns.c.words, campaigns.c.created_at),
    ),
)

AGEING = (
    Ageing(
        visits,
        "keep_visits_days",
        "an order belongs to what was opened days before it; campaigns are compared for a while",
        outdated,
        forget,
    ),
)
