"""What a language is called, the same in the chat and at the desk."""

from babel import Locale


def language_name(code: str) -> str:
    """A language's own name for itself."""
    name = Locale.parse(code).get_display_name() or code
    return name[0].upper() + name[1:]
