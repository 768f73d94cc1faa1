"""What whoever starts a sandbox may choose: the bot, the people, the phones, how strict to be."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PersonSettings:
    """Somebody who holds a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"


@dataclass(frozen=True, slots=True)
class Phone:
    """One of the phones on the page: what it is called and who holds it at first."""

    name: str
    person: int


@dataclass(frozen=True, slots=True)
class TourStep:
    """One thing that a newcomer may try: on which phone, what to do, which keys lead there.

    `lights` and `until` are beginnings of callback data: keys that shine meanwhile, those nearest to
    the end first, and the press that ends the step. Where no such key is, `scan` lights the scanner
    and `words` the field to type in. A step without `until` ends with a payment made on its phone.
    """

    phone: str
    title: str
    hint: str
    lights: tuple[str, ...] = ()
    until: str = ""


def default_people() -> tuple[PersonSettings, ...]:
    return (
        PersonSettings(1001, "Aino", "Virtanen", "aino"),
        PersonSettings(2001, "Kim", "Laine", "kim_laine"),
        PersonSettings(3001, "Olga", "Berg", "olga_berg"),
    )


def default_phones() -> tuple[Phone, ...]:
    return (Phone("guest", 1001), Phone("merchant", 2001), Phone("operator", 3001))


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults suit tests: nothing is limited by rate, and everybody is invented."""

    token: str = "700000001:sandbox-sandbox-sandbox-sandbox-san"  # noqa: S105 - opens nothing but a sandbox
    username: str = "hereabouts_bot"
    name: str = "Hereabouts"
    people: Sequence[PersonSettings] = field(default_factory=default_people)
    phones: Sequence[Phone] = field(default_factory=default_phones)
    tour: Sequence[TourStep] = ()
    forgets: str = "Every chat here is forgotten. What the bot has stored, it keeps."
    time_zone: str = "Europe/Helsinki"  # what the phones on the page show, where the map is
    strict: bool = False  # Telegram's rate limits, as far as they are known
    inline: bool = True  # people may type to the bot from any chat, as /setinline would ask
    inline_place: bool = True  # and their phone may say where they are, as /setinlinegeo would ask
    inline_feedback: bool = True  # chosen results are reported, as /setinlinefeedback would ask
    messages_kept: int = 400  # a chat
    requests_kept: int = 500
    file_bytes_kept: int = 128 * 1024 * 1024

    @property
    def bot_id(self) -> int:
        return int(self.token.partition(":")[0])
