"""What every test of the sandbox needs: a raw Bot API caller and pictures to send."""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Any

import aiohttp

Json = dict[str, Any]
TOKEN = "700000001:sandbox-sandbox-sandbox-sandbox-san"
GUEST, MERCHANT = 1001, 2001
PROVIDER = "284685063:TEST:sandbox"


@dataclass(frozen=True)
class Api:
    """Speaks to the Bot API with nothing but HTTP, so that its wire form is what is tested."""

    session: aiohttp.ClientSession
    url: str
    token: str = TOKEN

    async def raw(self, method: str, **params: Any) -> Json:
        address = f"{self.url}/bot{self.token}/{method}"
        async with self.session.post(address, json=params) as response:
            body: Json = await response.json()
            return body

    async def call(self, method: str, **params: Any) -> Any:
        body = await self.raw(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        body = await self.raw(method, **params)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"

    async def updates(self, offset: int = 0, **more: Any) -> list[Json]:
        found: list[Json] = await self.call("getUpdates", offset=offset, **more)
        return found

    async def next_update(self, kind: str) -> Json:
        """The first waiting update of that kind; everything before it is confirmed."""
        offset = 0
        while True:
            for update in await self.updates(offset, timeout=5):
                offset = update["update_id"] + 1
                if kind in update:
                    await self.updates(offset)
                    content: Json = update[kind]
                    return content

    async def upload(self, method: str, field: str, data: bytes, **params: Any) -> Json:
        form = aiohttp.FormData()
        form.add_field(field, io.BytesIO(data), filename="picture.png", content_type="image/png")
        for name, value in params.items():
            form.add_field(name, str(value))
        address = f"{self.url}/bot{self.token}/{method}"
        async with self.session.post(address, data=form) as response:
            body: Json = await response.json()
            return body


def png(width: int = 60, height: int = 40, *, shade: int = 200) -> bytes:
    """A real, grey picture."""
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def keyboard(*labels: str) -> Json:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


def invoice(**changes: Any) -> Json:
    """A good invoice for a table, with whatever a test wants to spoil."""
    good = {
        "chat_id": GUEST,
        "title": "Table for two",
        "description": "Friday 19:00",
        "payload": "order-7",
        "provider_token": PROVIDER,
        "currency": "EUR",
        "prices": [{"label": "Deposit", "amount": 2500}],
        "start_parameter": "pay-7",
    }
    return {**good, **changes}
