"""What the bot tells of itself, and what it asks of chats and files."""

import re
from typing import Any

from sandbox.errors import bad_request
from sandbox.files import DOWNLOAD_BYTES
from sandbox.params import Params
from sandbox.posting import known_chat
from sandbox.world import Sandbox

Json = dict[str, Any]


def get_me(world: Sandbox, params: Params) -> Json:
    del params
    return {
        **world.bot_user(),
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _scope(params: Params) -> str:
    """Scope and language as one key; a chat's own scope names the chat."""
    scope = params.structure("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict) or not scope.get("type"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return f"{scope['type']}{scope.get('chat_id', '')}/{_language(params)}"


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _command(given: Json) -> Json:
    command = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", ""))
    if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def set_my_commands(world: Sandbox, params: Params) -> bool:
    given = params.objects("commands", "BotCommand")
    if len(given) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_scope(params)] = [_command(command) for command in given]
    world.hub.tell("profile")
    return True


def get_my_commands(world: Sandbox, params: Params) -> list[Json]:
    return world.profile.commands.get(_scope(params), [])


def delete_my_commands(world: Sandbox, params: Params) -> bool:
    world.profile.commands.pop(_scope(params), None)
    world.hub.tell("profile")
    return True


def set_my_description(world: Sandbox, params: Params) -> bool:
    text = _description(params, "description", 512)
    world.profile.descriptions[_language(params)] = text
    world.hub.tell("profile")
    return True


def set_my_short_description(world: Sandbox, params: Params) -> bool:
    text = _description(params, "short_description", 120)
    world.profile.short_descriptions[_language(params)] = text
    return True


def get_my_description(world: Sandbox, params: Params) -> Json:
    return {"description": world.profile.descriptions.get(_language(params), "")}


def get_my_short_description(world: Sandbox, params: Params) -> Json:
    return {"short_description": world.profile.short_descriptions.get(_language(params), "")}


def _description(params: Params, field: str, limit: int) -> str:
    text = params.text(field)
    if len(text) > limit:
        raise bad_request(f"bot {field.replace('_', ' ')} is too long")
    return text


def set_chat_menu_button(world: Sandbox, params: Params) -> bool:
    button = params.structure("menu_button", "MenuButton") or {"type": "default"}
    kinds = {"default", "commands", "web_app"}
    if not isinstance(button, dict) or str(button.get("type")) not in kinds:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    world.profile.menu_button = button
    world.hub.tell("profile")
    return True


def get_chat_menu_button(world: Sandbox, params: Params) -> Json:
    del params
    return world.profile.menu_button


def get_chat(world: Sandbox, params: Params) -> Json:
    chat = known_chat(world, params)
    return {
        **chat.person.chat(),
        "accent_color_id": chat.person.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
        },
    }


def get_file(world: Sandbox, params: Params) -> Json:
    file = world.files.find(params.required("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file.fields(), "file_path": file.path}


def log_out(world: Sandbox, params: Params) -> bool:
    del world, params
    return True
