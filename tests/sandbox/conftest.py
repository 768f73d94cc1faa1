"""A fresh sandbox per test, its Bot API and its people."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox, running
from tests.sandbox.harness import GUEST, MERCHANT, Api


@pytest.fixture
def world() -> Sandbox:
    return Sandbox()


@pytest.fixture
async def url(world: Sandbox) -> AsyncIterator[str]:
    async with running(world) as address:
        yield address


@pytest.fixture
async def api(url: str) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(session, url)


@pytest.fixture
async def client(url: str) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(url) as opened:
        yield opened


@pytest.fixture
async def guest(client: SandboxClient, api: Api) -> PersonClient:
    """Somebody who has started the bot; the bot has taken note."""
    person = client.person(GUEST)
    await person.start()
    await api.next_update("message")
    return person


@pytest.fixture
def merchant(client: SandboxClient) -> PersonClient:
    """Somebody who has not."""
    return client.person(MERCHANT)
