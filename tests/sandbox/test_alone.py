"""The sandbox as a program of its own."""

import asyncio
import sys
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]


async def test_it_prints_where_it_is_and_with_which_token() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", "--token", "5:alone", "--name", "Alone",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    lines = [(await process.stdout.readline()).decode().split() for _ in range(3)]
    printed = {line[0]: line[-1] for line in lines}
    page, token = printed["page"], printed["token"]

    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{page}bot{token}/getMe") as answer,
        session.get(page) as front,
    ):
        assert (await answer.json())["result"]["first_name"] == "Alone"
        assert "<title>Sandbox</title>" in await front.text()
    process.terminate()
    await process.communicate()
    assert process.returncode == 0
