"""Text that people take for the same folds to the same."""

import pytest

from catalog.folding import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Café Töölö", "cafe toolo"),
        ("CAFE  TOOLO", "cafe toolo"),
        ("Robert's Coffee", "roberts coffee"),
        ("Robert’s-Coffee", "roberts coffee"),
        ("Хилтон", "khilton"),
        ("Straße", "strasse"),
        ("<b>A&B</b>", "b a b b"),
        ("  ", ""),
        ("🍣", "sushi"),
    ],
)
def test_case_accents_scripts_and_punctuation_fold_away(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_chinese_is_spelt_out() -> None:
    assert fold("理发") == "lifa"
