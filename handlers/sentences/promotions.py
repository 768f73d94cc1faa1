"""What is said to an operator when a campaign can't go on like that."""

from types import MappingProxyType

from chat.turn import Turn
from handlers.roles import operator_desk
from handlers.sentences.explained import Explained, Sentences
from promotions import errors


def campaign_unknown(turn: Turn, _error: errors.CampaignUnknown) -> Explained:
    return Explained(turn._("There is no such campaign."), operator_desk(turn))


def campaign_moved(turn: Turn, _error: errors.CampaignMoved) -> Explained:
    words = turn._("The campaign has moved on, so that can't be done any more.")
    return Explained(words, operator_desk(turn))


def campaign_wordless(turn: Turn, _error: errors.CampaignWordless) -> Explained:
    return Explained(turn._("Please write the words of the campaign first."), operator_desk(turn))


def words_too_long(turn: Turn, error: errors.WordsTooLong) -> Explained:
    words = turn._(
        "That is {length} characters; at most {longest} fit. Please shorten it.",
        length=turn.texts.number(error.length),
        longest=turn.texts.number(error.longest),
    )
    return Explained(words, operator_desk(turn))


def nobody_to_reach(turn: Turn, _error: errors.NobodyToReach) -> Explained:
    words = turn._("Nobody in this audience has agreed to offers and can be reached.")
    return Explained(words, operator_desk(turn))


def moment_past(turn: Turn, _error: errors.MomentPast) -> Explained:
    return Explained(turn._("That moment has passed. Please choose another."), operator_desk(turn))


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
