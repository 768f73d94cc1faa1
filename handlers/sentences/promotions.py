"""What is said to an operator when a campaign can't go on like that."""

from types import MappingProxyType

from chat.turn import Turn
from handlers.operator.actions import (
    OpenAudience,
    OpenCampaign,
    OpenCampaigns,
    OpenSchedule,
    OpenWords,
)
from handlers.sentences.explained import Explained, Sentences
from promotions import errors


def campaign_unknown(turn: Turn, _error: errors.CampaignUnknown) -> Explained:
    return Explained(turn._("That promotion doesn't exist."), OpenCampaigns())


def campaign_moved(turn: Turn, error: errors.CampaignMoved) -> Explained:
    words = turn._("The promotion has changed in the meantime, so that's no longer possible.")
    return Explained(words, OpenCampaign(error.campaign_id))


def campaign_wordless(turn: Turn, error: errors.CampaignWordless) -> Explained:
    words = turn._("Please write the promotion's text first.")
    return Explained(words, OpenWords(error.campaign_id))


def words_too_long(turn: Turn, error: errors.WordsTooLong) -> Explained:
    words = turn._(
        "That's {length} characters; the limit is {longest}. Please shorten it.",
        length=turn.texts.number(error.length),
        longest=turn.texts.number(error.longest),
    )
    return Explained(words, OpenWords(error.campaign_id))


def nobody_to_reach(turn: Turn, error: errors.NobodyToReach) -> Explained:
    words = turn._("Nobody in this audience has agreed to offers and can be reached.")
    return Explained(words, OpenAudience(error.campaign_id))


def moment_past(turn: Turn, error: errors.MomentPast) -> Explained:
    words = turn._("That time has passed. Please choose another.")
    return Explained(words, OpenSchedule(error.campaign_id))


SENTENCES: Sentences = MappingProxyType(
    {
        errors.CampaignUnknown: campaign_unknown,
        errors.CampaignMoved: campaign_moved,
        errors.CampaignWordless: campaign_wordless,
        errors.WordsTooLong: words_too_long,
        errors.NobodyToReach: nobody_to_reach,
        errors.MomentPast: moment_past,
    }
)
