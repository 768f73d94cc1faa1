"""Why a line of an imported file was refused, in words."""

from collections.abc import Mapping

from markupsafe import Markup

from catalog.candidate import Reason
from chat.turn import Turn


def reason_words(turn: Turn) -> Mapping[Reason, Markup]:
    """Each of them."""
    return {
        Reason.NO_NAME: turn._("no name"),
        Reason.NO_PLACE: turn._("no coordinates"),
        Reason.BAD_COORDINATES: turn._("coordinates that are not on earth"),
        Reason.NOT_A_MERCHANT: turn._("not a business"),
        Reason.CLOSED: turn._("closed or not open yet"),
        Reason.NOT_PUBLIC: turn._("not open to the public"),
        Reason.DOUBLE: turn._("in the file twice"),
        Reason.NOT_A_FEATURE: turn._("not a place"),
        Reason.UNREADABLE: turn._("the file is broken from here on"),
        Reason.UNKNOWN_LETTERS: turn._("the file's encoding is unknown: save it as UTF-8"),
        Reason.BAD_LETTERS: turn._("letters that were lost"),
        Reason.BAD_HOURS: turn._("opening hours that can't be read"),
        Reason.BAD_PHONE: turn._("a phone number that can't be read"),
        Reason.BAD_WEBSITE: turn._("a web address that can't be read"),
        Reason.BAD_CATEGORY: turn._("an unknown category"),
        Reason.BAD_SERVICE: turn._("a service that can't be read"),
        Reason.BAD_PRICE: turn._("a price that can't be read"),
        Reason.UNCLEAR_PRICE: turn._("a price that can be read in two ways"),
        Reason.UNPAYABLE_PRICE: turn._("a price that can't be paid"),
        Reason.BAD_PEOPLE: turn._("people that can't be read"),
        Reason.BAD_CURRENCY: turn._("a currency that can't be paid in"),
        Reason.DOUBLE_SERVICE: turn._("a second service of the same name"),
        Reason.DOUBLE_ID: turn._("an id that another merchant has"),
        Reason.BROKEN_ROW: turn._("a quote in the wrong place"),
        Reason.TOO_MANY_CELLS: turn._("more cells than columns"),
        Reason.MISSING_COLUMN: turn._("a column is missing"),
        Reason.DOUBLE_COLUMN: turn._("two columns of one name"),
        Reason.UNKNOWN_PLACE: turn._("a place that is not here"),
        Reason.NO_SECTION: turn._("no section of the menu"),
        Reason.TOO_LONG: turn._("a text that is too long"),
        Reason.BAD_OPTIONS: turn._("options that can't be read"),
        Reason.BAD_MARK: turn._("an unknown diet or allergen"),
        Reason.BAD_NUMBER: turn._("a number that can't be read"),
        Reason.BAD_SERVED: turn._("hours that can't be read"),
        Reason.DOUBLE_ITEM: turn._("a second item of the same name"),
        Reason.MENU_FULL: turn._("a menu that is full"),
        Reason.BAD_PHOTO: turn._("a picture that is not there: add it on the item's page"),
        Reason.UNKNOWN_COLUMN: turn._("a column that menus don't have"),
    }
