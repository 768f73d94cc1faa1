"""Who may drive a sandbox: programs, and its own page; no web site through somebody's browser.

A site can send requests to this machine from any browser that visits it: across origins, which the
browser tells in `Origin` and `Sec-Fetch-Site`, or under a name of its own that it lets lead here
(DNS rebinding), which shows in `Host` only.
"""

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

OWN_SITE = frozenset({"same-origin", "none"})
"""What a browser says of the sandbox's own page, and of an address that somebody typed."""


def guard(host: str) -> Middleware:
    """For a sandbox that is served at this address."""

    @web.middleware
    async def admit(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not leads_here(request.host, host):
            return refusal("this sandbox does not go by that name")
        if is_foreign(request) and not is_page(request):
            return refusal("another site may not drive the sandbox")
        return await handler(request)

    return admit


def refusal(reason: str) -> web.Response:
    return web.json_response({"error": reason}, status=403)


def leads_here(asked: str, bound: str) -> bool:
    """Whether `Host` names this machine or the address that the sandbox was bound to.

    An address in digits cannot be rebound: where it listens to the network, each of its is good.
    """
    try:
        name = (urlsplit(f"//{asked}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if name in {"localhost", bound.lower()}:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or _is_everywhere(bound)


def _is_everywhere(bound: str) -> bool:
    try:
        return ipaddress.ip_address(bound).is_unspecified
    except ValueError:
        return not bound


def is_foreign(request: web.Request) -> bool:
    """Whether a browser says that another site asks. Programs say neither."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in OWN_SITE:
        return True
    return origin is not None and origin != f"{request.scheme}://{request.host}"


def is_page(request: web.Request) -> bool:
    """A link from elsewhere may open the page, as it may open any."""
    return request.method == "GET" and request.path == "/"
