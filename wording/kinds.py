"""What the kinds of merchants are called, and how a kind travels in a button."""

from collections.abc import Mapping
from types import MappingProxyType

from catalog.categories import EMOJI, Category, known_category
from chat.turn import Turn


def _(message: str) -> str:
    """Marks a name for the translators; it is looked up when it is said."""
    return message


NAMES: Mapping[Category, str] = MappingProxyType(
    {
        Category.HAIRDRESSER: _("Hairdressers"),
        Category.BARBER: _("Barbers"),
        Category.NAILS: _("Nails"),
        Category.BEAUTY: _("Beauty"),
        Category.MASSAGE: _("Massage"),
        Category.SPA: _("Spa"),
        Category.SAUNA: _("Sauna"),
        Category.GYM: _("Gyms"),
        Category.YOGA: _("Yoga & pilates"),
        Category.RESTAURANT: _("Restaurants"),
        Category.CAFE: _("Cafés"),
        Category.BAR: _("Bars"),
        Category.FAST_FOOD: _("Fast food"),
        Category.BAKERY: _("Bakeries"),
        Category.ICE_CREAM: _("Ice cream"),
        Category.NIGHTCLUB: _("Nightclubs"),
        Category.SPORTS: _("Sports"),
        Category.SWIMMING: _("Swimming"),
        Category.CLIMBING: _("Climbing"),
        Category.ESCAPE_ROOM: _("Escape rooms"),
        Category.GAMES: _("Games"),
        Category.CINEMA: _("Cinemas"),
        Category.THEATRE: _("Theatres"),
        Category.MUSEUM: _("Museums"),
        Category.DANCE: _("Dance"),
        Category.TOUR: _("Tours"),
        Category.WORKSHOP: _("Workshops"),
        Category.LESSONS: _("Lessons"),
        Category.DENTIST: _("Dentists"),
        Category.DOCTOR: _("Doctors"),
        Category.THERAPY: _("Therapy"),
        Category.OPTICIAN: _("Opticians"),
        Category.PHARMACY: _("Pharmacies"),
        Category.VETERINARY: _("Vets"),
        Category.PETS: _("Pets"),
        Category.TATTOO: _("Tattoos"),
        Category.PHOTOGRAPHER: _("Photographers"),
        Category.CLEANING: _("Cleaning"),
        Category.LAUNDRY: _("Laundry"),
        Category.TAILOR: _("Tailors"),
        Category.REPAIR: _("Repairs"),
        Category.CAR_REPAIR: _("Car repair"),
        Category.CAR_WASH: _("Car wash"),
        Category.BICYCLE: _("Bicycles"),
        Category.RENTAL: _("Rentals"),
        Category.HANDYWORK: _("Handyman"),
        Category.FLOWERS: _("Flowers"),
        Category.GROCERIES: _("Groceries"),
        Category.CLOTHES: _("Clothes"),
        Category.JEWELLERY: _("Jewellery"),
        Category.BOOKS: _("Books"),
        Category.GIFTS: _("Gifts"),
        Category.HOME: _("Home and garden"),
        Category.ELECTRONICS: _("Electronics"),
        Category.SHOP: _("Shops"),
        Category.MARKET: _("Markets"),
        Category.HOTEL: _("Hotels"),
        Category.TRAVEL: _("Travel"),
        Category.COWORKING: _("Coworking"),
        Category.MONEY: _("Banking"),
        Category.POST: _("Post offices"),
        Category.FUEL: _("Fuel"),
        Category.OFFICE: _("Offices"),
        Category.OTHER: _("Other places"),
    }
)


def kind_name(turn: Turn, category: Category) -> str:
    """What a kind is called."""
    return turn._(NAMES[category])


def kind_label(turn: Turn, category: Category) -> str:
    """The name with its picture, for a button or a line."""
    return f"{EMOJI[category]} {kind_name(turn, category)}"


def packed(category: Category) -> str:
    """The key in letters that are safe in a button."""
    return category.value.replace("_", "-")


def unpacked(kind: str) -> Category:
    """The category of a packed key."""
    return known_category(kind.replace("-", "_"))
