"""Requests to the Bot API over aiohttp, at a third of what the library's own transport costs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

POOL = 256
READ = 10.0
CONNECT = 5.0
KEEP_ALIVE = 55.0
JSON = {"Content-Type": "application/json"}


class NotSent(NetworkError):
    """The request never left this machine: sending it again cannot do anything twice."""


def prepared(given: Mapping[str, Any]) -> RequestData:
    """A call's parameters as they are, none of which brings a file.

    The library hands them to `do_request` unseen, and lets nobody inherit from its own class.
    """
    return cast("RequestData", _Prepared(given))


@dataclass(frozen=True, slots=True)
class _Prepared:
    parameters: Mapping[str, Any]
    contains_files: bool = False


class AiohttpRequest(BaseRequest):
    """Requests in JSON, those with files as multipart, on a pool of kept connections.

    A form would need each letter of a keyboard's JSON escaped once more.
    """

    def __init__(self, pool: int = POOL, read: float = READ) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._pool = pool
        self._read = read

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool, keepalive_timeout=KEEP_ALIVE),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        del write_timeout, pool_timeout  # aiohttp has none, and counts the pool as connecting
        if self._session is None:
            raise NotSent("not initialised")
        patience = _timeout(self._read, read_timeout, connect_timeout)
        body = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=_headers(body), timeout=patience
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            raise NotSent(type(error).__name__) from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error


@cache
def _timeout(default: float, read: Any, connect: Any) -> aiohttp.ClientTimeout:
    connecting = CONNECT if isinstance(connect, DefaultValue) else connect
    return aiohttp.ClientTimeout(
        total=None,
        connect=connecting,
        sock_connect=connecting,
        sock_read=default if isinstance(read, DefaultValue) else read,
    )


def _body(data: RequestData | None) -> aiohttp.FormData | bytes | None:
    if data is None or not data.parameters:
        return None
    if not data.contains_files:
        return json.dumps(data.parameters).encode()
    form = aiohttp.FormData(data.json_parameters, default_to_multipart=True)
    for name, (filename, content, media_type) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form


def _headers(body: object) -> dict[str, str] | None:
    return JSON if isinstance(body, bytes) else None
