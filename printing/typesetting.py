"""Sets a page by Typst, with fonts of our own: a machine without any sets it alike, in every script.

What is said comes in as data and is never read as a template. Typst is loaded by the first page that is
set: it takes seven megabytes, and most programs set none for days.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

FONTS = ("manimgx_fonts", "manimgx_fonts_cjk")
PIXELS_PER_INCH = 144.0


def pdf(template: str, data: Mapping[str, Any], now: datetime) -> bytes:
    """As a document to print."""
    import typst

    given = {"data": json.dumps(data)}
    return typst.compile(
        source(template),
        format="pdf",
        root=folder(),
        font_paths=fonts(),
        sys_inputs=given,
        timestamp=int(now.timestamp()),
    )


def png(template: str, data: Mapping[str, Any]) -> bytes:
    """As a picture."""
    import typst

    given = {"data": json.dumps(data)}
    return typst.compile(
        source(template),
        format="png",
        ppi=PIXELS_PER_INCH,
        root=folder(),
        font_paths=fonts(),
        sys_inputs=given,
    )


@cache
def fonts() -> "typst.Fonts":
    """Those of the packages and no others: looking for them takes longer than setting a page."""
    import typst

    where = [str(files(each)) for each in FONTS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=where)


def source(template: str) -> str:
    return str(files("printing") / f"{template}.typ")


def folder() -> str:
    """The templates', so that none reads anything else."""
    return str(files("printing"))
