"""`python -m sandbox`: a sandbox of its own, for any bot that can be told where Telegram is."""

import argparse
import asyncio
import signal
import sys
from contextlib import suppress

from sandbox.server import Sandbox, Settings, running


def _arguments() -> argparse.Namespace:
    defaults = Settings()
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=defaults.token, help="the bot's token")
    parser.add_argument("--username", default=defaults.username, help="the bot's username")
    parser.add_argument("--name", default=defaults.name, help="the bot's name")
    parser.add_argument("--strict", action="store_true", help="apply Telegram's rate limits")
    return parser.parse_args()


async def _serve(chosen: argparse.Namespace) -> None:
    settings = Settings(
        token=chosen.token, username=chosen.username, name=chosen.name, strict=chosen.strict
    )
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(Sandbox(settings), chosen.host, chosen.port) as url:
        sys.stdout.write(
            f"page     {url}/\nBot API  {url}/bot<token>/<method>\ntoken    {settings.token}\n"
        )
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    asyncio.run(_serve(_arguments()))


if __name__ == "__main__":
    main()
