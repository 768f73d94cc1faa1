"""Lines and keys that read well on a phone."""

from markupsafe import Markup

from handlers.layout import dotted


def test_a_line_of_facts_breaks_between_them_only_and_never_before_a_dot() -> None:
    facts = ("Nails & more", None, Markup("from <b>€28</b>"))

    assert dotted(facts) == "Nails\u00a0&amp;\u00a0more\u00a0· from\u00a0<b>€28</b>"
