"""What a merchant is, in some sixty kinds: the keys are stored, the names belong to the texts."""

from enum import StrEnum


class Category(StrEnum):
    """The key of a kind of merchant, in the order in which guests are shown them."""

    HAIRDRESSER = "hairdresser"
    BARBER = "barber"
    NAILS = "nails"
    BEAUTY = "beauty"
    MASSAGE = "massage"
    SPA = "spa"
    SAUNA = "sauna"
    GYM = "gym"
    YOGA = "yoga"
    RESTAURANT = "restaurant"
    CAFE = "cafe"
    BAR = "bar"
    FAST_FOOD = "fast_food"
    BAKERY = "bakery"
    ICE_CREAM = "ice_cream"
    NIGHTCLUB = "nightclub"
    SPORTS = "sports"
    SWIMMING = "swimming"
    CLIMBING = "climbing"
    ESCAPE_ROOM = "escape_room"
    GAMES = "games"
    CINEMA = "cinema"
    THEATRE = "theatre"
    MUSEUM = "museum"
    DANCE = "dance"
    TOUR = "tour"
    WORKSHOP = "workshop"
    LESSONS = "lessons"
    DENTIST = "dentist"
    DOCTOR = "doctor"
    THERAPY = "therapy"
    OPTICIAN = "optician"
    PHARMACY = "pharmacy"
    VETERINARY = "veterinary"
    PETS = "pets"
    TATTOO = "tattoo"
    PHOTOGRAPHER = "photographer"
    CLEANING = "cleaning"
    LAUNDRY = "laundry"
    TAILOR = "tailor"
    REPAIR = "repair"
    CAR_REPAIR = "car_repair"
    CAR_WASH = "car_wash"
    BICYCLE = "bicycle"
    RENTAL = "rental"
    HANDYWORK = "handywork"
    FLOWERS = "flowers"
    GROCERIES = "groceries"
    CLOTHES = "clothes"
    JEWELLERY = "jewellery"
    BOOKS = "books"
    GIFTS = "gifts"
    HOME = "home"
    ELECTRONICS = "electronics"
    SHOP = "shop"
    MARKET = "market"
    HOTEL = "hotel"
    TRAVEL = "travel"
    COWORKING = "coworking"
    MONEY = "money"
    POST = "post"
    FUEL = "fuel"
    OFFICE = "office"
    OTHER = "other"


BACKGROUND = frozenset(
    {Category.MONEY, Category.POST, Category.FUEL, Category.OFFICE, Category.OTHER}
)
"""Found when asked for, but not shown to somebody who just looks around."""

EMOJI = {
    Category.HAIRDRESSER: "💇",
    Category.BARBER: "💈",
    Category.NAILS: "💅",
    Category.BEAUTY: "💄",
    Category.MASSAGE: "💆",
    Category.SPA: "🧖",
    Category.SAUNA: "♨️",
    Category.GYM: "🏋️",
    Category.YOGA: "🧘",
    Category.RESTAURANT: "🍽️",
    Category.CAFE: "☕",
    Category.BAR: "🍺",
    Category.FAST_FOOD: "🍔",
    Category.BAKERY: "🥐",
    Category.ICE_CREAM: "🍦",
    Category.NIGHTCLUB: "🪩",
    Category.SPORTS: "⚽",
    Category.SWIMMING: "🏊",
    Category.CLIMBING: "🧗",
    Category.ESCAPE_ROOM: "🗝️",
    Category.GAMES: "🎳",
    Category.CINEMA: "🎬",
    Category.THEATRE: "🎭",
    Category.MUSEUM: "🖼️",
    Category.DANCE: "💃",
    Category.TOUR: "🚶",
    Category.WORKSHOP: "🎨",
    Category.LESSONS: "🎓",
    Category.DENTIST: "🦷",
    Category.DOCTOR: "🩺",
    Category.THERAPY: "🛋️",
    Category.OPTICIAN: "👓",
    Category.PHARMACY: "💊",
    Category.VETERINARY: "🐾",
    Category.PETS: "🐶",
    Category.TATTOO: "🖋️",
    Category.PHOTOGRAPHER: "📷",
    Category.CLEANING: "🧹",
    Category.LAUNDRY: "🧺",
    Category.TAILOR: "🧵",
    Category.REPAIR: "🪛",
    Category.CAR_REPAIR: "🔧",
    Category.CAR_WASH: "🚿",
    Category.BICYCLE: "🚲",
    Category.RENTAL: "🔑",
    Category.HANDYWORK: "🛠️",
    Category.FLOWERS: "💐",
    Category.GROCERIES: "🛒",
    Category.CLOTHES: "👕",
    Category.JEWELLERY: "💍",
    Category.BOOKS: "📚",
    Category.GIFTS: "🎁",
    Category.HOME: "🪑",
    Category.ELECTRONICS: "📱",
    Category.SHOP: "🛍️",
    Category.MARKET: "🏪",
    Category.HOTEL: "🏨",
    Category.TRAVEL: "🧳",
    Category.COWORKING: "💻",
    Category.MONEY: "🏦",
    Category.POST: "📮",
    Category.FUEL: "⛽",
    Category.OFFICE: "🏢",
    Category.OTHER: "📍",
}


def known_category(key: str) -> Category:
    """The category of a stored key; one that a later release dropped reads as `other`."""
    try:
        return Category(key)
    except ValueError:
        return Category.OTHER
