"""Views become pages: templates that escape everything, in the language of whoever looks."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from chat.texts import Texts
from chat.turn import Turn
from console.asking import View
from console.words import Words


class Pages:
    """All templates, read once."""

    def __init__(self, market: str) -> None:
        self._market = market
        self._templates = Environment(
            loader=PackageLoader("console"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def page(self, turn: Turn, view: View, **more: Any) -> str:
        """A page of somebody who is signed in."""
        return self._rendered(view, turn.texts, {"turn": turn, "w": Words(turn), **more})

    def door(self, texts: Texts, view: View, **more: Any) -> str:
        """A page of somebody whom we do not know yet."""
        return self._rendered(view, texts, {"turn": None, **more})

    def _rendered(self, view: View, texts: Texts, more: Mapping[str, Any]) -> str:
        return self._templates.get_template(view.template).render(
            _=texts.say,
            ngettext=texts.count,
            texts=texts,
            market=self._market,
            **more,
            **view.values,
        )
