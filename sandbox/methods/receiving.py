"""How the bot comes by its updates: long polling or a webhook, never both."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import bad_request, conflict
from sandbox.params import Params
from sandbox.world import Sandbox, Webhook

Json = dict[str, Any]
LONGEST_POLL = 50
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Described:
    """A result that comes with a remark."""

    result: Any
    description: str


async def get_updates(world: Sandbox, params: Params) -> list[Json]:
    if world.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _allow(world, params)
    if params.integer("offset"):
        world.updates.confirm(params.integer("offset"))
        world.activity.fire()
    limit = params.integer("limit", 100)
    patience = min(max(params.integer("timeout"), 0), LONGEST_POLL)
    limit = limit if 1 <= limit <= 100 else 100
    return await _poll(world, *_for_the_hasty(world, params.integer("offset"), limit, patience))


def _for_the_hasty(world: Sandbox, offset: int, limit: int, patience: int) -> tuple[int, int]:
    """In strict mode, who asks again from the same offset within three seconds is made to wait for
    something new, and within half a second gets one update only.
    """
    now = time.monotonic()
    (before, then), world.polled = world.polled, (offset, now)
    if not world.limits.strict or offset != before:
        return limit, patience
    return (1 if now < then + 0.5 else limit), (max(patience, 3) if now < then + 3 else patience)


async def _poll(world: Sandbox, limit: int, patience: float) -> list[Json]:
    """Wait for something to hand out; a newer poll ends this one."""
    world.poll += 1
    mine = world.poll
    deadline = time.monotonic() + patience
    world.updates.changed.fire()
    while True:
        if world.poll != mine or world.webhook.url:
            raise conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )
        ready = world.updates.take(limit)
        left = deadline - time.monotonic()
        if ready or left <= 0 or world.updates.closed:
            return [update.json() for update in ready]
        await world.updates.changed.passed(world.updates.changed.revision, left)


def _allow(world: Sandbox, params: Params) -> None:
    kinds = params.structure("allowed_updates", "allowed updates")
    if isinstance(kinds, Iterable):
        world.updates.allow(str(kind) for kind in kinds)


def set_webhook(world: Sandbox, params: Params) -> Described:
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    _check_url(url)
    secret = params.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, params)
    _drop(world, params)
    connections = min(max(params.integer("max_connections", 40), 1), 100)
    known = (world.webhook.url, world.webhook.secret) == (url, secret)
    world.webhook = Webhook(url, secret, connections)
    world.updates.changed.fire()
    return Described(True, "Webhook is already set" if known else "Webhook was set")


def _check_url(url: str) -> None:
    """HTTPS as Telegram demands, or plain HTTP to this very machine, as a sandbox may allow."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid webhook URL specified") from None
    if parts.scheme == "http" and parts.hostname in LOCAL_HOSTS:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in {None, 443, 80, 88, 8443} and parts.hostname not in LOCAL_HOSTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _drop(world: Sandbox, params: Params) -> None:
    if params.boolean("drop_pending_updates"):
        world.updates.clear()


def delete_webhook(world: Sandbox, params: Params) -> Described:
    known = bool(world.webhook.url)
    _drop(world, params)
    world.webhook = Webhook()
    world.updates.changed.fire()
    return Described(True, "Webhook was deleted" if known else "Webhook is already deleted")


def get_webhook_info(world: Sandbox, params: Params) -> Json:
    del params
    hook = world.webhook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending()),
    }
    if hook.url:
        info |= {
            "max_connections": hook.connections,
            "allowed_updates": sorted(world.updates.allowed),
        }
    if hook.last_error_date:
        info |= {
            "last_error_date": hook.last_error_date,
            "last_error_message": hook.last_error_message,
        }
    return info
