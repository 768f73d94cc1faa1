"""Takes the README's pictures from the real demo: `make pictures`.

The same journey in each language; buttons are found by what they do, not by what they say.
"""

import asyncio
import tempfile
from pathlib import Path

from sandbox.client import PersonClient, SandboxClient
from tests.browsing import browsing, launched
from tests.console_pictures import take_console
from tests.journeys.test_demo import telling_demo
from tests.journeys.town import GUEST, OPERATOR, STAFF

PICTURES = Path(__file__).parents[1] / "docs/pictures"
LANGUAGES = {"en": "en", "zh": "zh-hans", "ar": "ar"}
SHOP = 1


async def press(client: SandboxClient, person: PersonClient, code: str, nth: int = 0) -> None:
    """The nth button of the newest message whose action begins with the code."""
    chat = await person.chat()
    newest = next(one for one in reversed(chat.messages) if one.buttons and not one.deleted)
    fitting = [
        button["callback_data"]
        for button in newest.buttons
        if button.get("callback_data", "").startswith(code)
    ]
    await person.forge(fitting[nth], newest.id)
    await client.quiet()


async def play(client: SandboxClient, language: str) -> None:
    guest, staff, operator = (client.person(each) for each in (GUEST, STAFF, OPERATOR))
    for person in (guest, staff, operator):
        await person.speak(language)
    for person, payload in ((guest, ""), (staff, "desk_1")):
        await person.start(payload)
        await client.quiet()
    await guest.say("Punavuori")
    await client.quiet()
    for code, nth in ((f"at_{SHOP}", 0), ("svc_", 1), ("svc_", 1), ("hold_", -1)):
        await press(client, guest, code, nth)
    await guest.pay("pays")
    await client.quiet()
    await operator.start("opdesk")
    await client.quiet()
    for code in ("op-promos", "op-promo_"):
        await press(client, operator, code)


async def take(name: str, language: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with telling_demo(Path(folder)) as (url, said), SandboxClient(url) as client:
            await play(client, language)
            await take_console(said, PICTURES, name, SHOP)
            async with launched() as browser, browsing(browser, url) as phones:
                await phones.page.wait_for_load_state("networkidle")
                await phones.picture(PICTURES / f"phones-{name}.png")


async def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    for name, language in LANGUAGES.items():
        await take(name, language)


if __name__ == "__main__":
    asyncio.run(main())
