"""What a campaign may be refused, each carrying the objects that its sentence needs."""

from database.errors import Refusal


class CampaignUnknown(Refusal):
    """There is no such campaign."""

    def __init__(self, campaign_id: int) -> None:
        super().__init__(campaign_id)
        self.campaign_id = campaign_id


class CampaignMoved(Refusal):
    """The campaign is past the state in which this could be done."""

    def __init__(self, campaign_id: int, state: str) -> None:
        super().__init__(campaign_id, state)
        self.campaign_id = campaign_id
        self.state = state


class CampaignWordless(Refusal):
    """A promotion without words is not sent."""

    def __init__(self, campaign_id: int) -> None:
        super().__init__(campaign_id)
        self.campaign_id = campaign_id


class WordsTooLong(Refusal):
    """More words than fit under a picture."""

    def __init__(self, campaign_id: int, length: int, longest: int) -> None:
        super().__init__(campaign_id, length, longest)
        self.campaign_id = campaign_id
        self.length = length
        self.longest = longest


class NobodyToReach(Refusal):
    """Nobody of the audience agreed to promotions and can be reached."""

    def __init__(self, campaign_id: int) -> None:
        super().__init__(campaign_id)
        self.campaign_id = campaign_id


class MomentPast(Refusal):
    """A campaign cannot be scheduled for a moment that is over."""

    def __init__(self, campaign_id: int) -> None:
        super().__init__(campaign_id)
        self.campaign_id = campaign_id
