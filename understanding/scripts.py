"""Which languages a sentence may be in, by its letters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

SCRIPTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "zh": re.compile(r"^[^\u3040-\u30ff]*[\u3400-\u9fff][^\u3040-\u30ff]*$"),
        "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"),
        "ko": re.compile(r"[\uac00-\ud7af]"),
        "ru": re.compile(r"[\u0400-\u04ff]"),
        "ar": re.compile(r"[\u0600-\u06ff]"),
        "hi": re.compile(r"[\u0900-\u097f]"),
    }
)
LATIN = re.compile(r"[a-z]")


def may_be(plain_letters: str, languages: Sequence[str]) -> Iterator[str]:
    """Those whose letters are among them, in their order; without letters, the first language."""
    found = [code for code in languages if SCRIPTS.get(code, LATIN).search(plain_letters)]
    yield from found or languages[:1]
