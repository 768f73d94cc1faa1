"""The cookie of a session, and the token by which a form proves that it is one of ours."""

import hmac
from hashlib import sha256

from aiohttp import web

from people.signing_in import SESSION

COOKIE = "__Host-session"
FIELD = "csrf"


def token_of(request: web.Request) -> str:
    """The session's, or none."""
    return request.cookies.get(COOKIE, "")


def keep(response: web.StreamResponse, token: str) -> None:
    """From now on the browser is signed in."""
    response.set_cookie(
        COOKIE,
        token,
        path="/",
        secure=True,
        httponly=True,
        samesite="Lax",
        max_age=int(SESSION.total_seconds()),
    )


def forget(response: web.StreamResponse) -> None:
    """The browser is signed out."""
    response.del_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")


def form_token(key: bytes, session: str) -> str:
    """Good for the forms of one session."""
    return hmac.new(key, b"console form\0" + session.encode(), sha256).hexdigest()


def is_ours(key: bytes, session: str, given: str) -> bool:
    """Whether a form was made for this session."""
    return hmac.compare_digest(form_token(key, session).encode(), given.encode())
