"""The languages of the product, read at start from the .po files beside this module."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from chat.texts import Texts

SOURCE = "en"
DOMAIN = "hereabouts.po"
_REMEMBERED = 256
"""So many languages that were asked for: what a channel says is somebody else's choice."""


class Locales:
    """Every language that can be spoken, and the nearest one to what a channel says."""

    def __init__(self, texts: Mapping[str, Texts], default: str) -> None:
        if default not in texts:
            raise UnknownLanguage(default, tuple(texts))
        self._texts = dict(texts)
        self._default = default
        self._nearest: Callable[[str | None], str] = lru_cache(_REMEMBERED)(self._match)

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages, the default one first."""
        rest = (code for code in self._texts if code != self._default)
        return (self._default, *rest)

    def texts(self, code: str) -> Texts:
        """The texts of a language, or of the nearest one."""
        return self._texts.get(code) or self._texts[self.match(code)]

    def match(self, language: str | None) -> str:
        """The code of the language nearest to `zh-CN`, `ru_RU`, `zh-hans`...; else the default."""
        return self._nearest(language)

    def _match(self, language: str | None) -> str:
        wanted = _parsed(language)
        if wanted is None:
            return self._default
        near = [code for code, texts in self._texts.items() if _near(texts.locale, wanted)]
        exact = [code for code in near if self._texts[code].locale.script == wanted.script]
        return next(iter([*exact, *near]), self._default)


class UnknownLanguage(Exception):
    """The default language has no translations; `known` names those that have."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(code, known)
        self.code = code
        self.known = known


def load(default: str = SOURCE) -> Locales:
    """Reads every translation; needs no compiling and no working directory."""
    texts = {SOURCE: Texts(SOURCE, NullTranslations())}
    for code, source in _catalogues():
        texts[code] = Texts(code, _compiled(source, code))
    return Locales(texts, default)


def _catalogues() -> Iterator[tuple[str, bytes]]:
    for folder in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        messages = folder / "LC_MESSAGES" / DOMAIN
        if messages.is_file():
            yield folder.name, messages.read_bytes()


def _compiled(source: bytes, code: str) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _parsed(language: str | None) -> Locale | None:
    try:
        return Locale.parse((language or "").replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def _near(offered: Locale, wanted: Locale) -> bool:
    return offered.language == wanted.language
