"""Which languages are asked about a sentence, and that one sentence is worked out once."""

from datetime import datetime

import pytest

from understanding import reading, understand
from understanding.lexicon import Lexicon
from understanding.matching import Matched, matched

NOW = datetime(2026, 11, 29, 12, 30)  # noqa: DTZ001 - local to whoever types


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that were matched, once for each language."""
    found: list[str] = []

    def noting(sentence: str, words: Lexicon, *, answers: bool) -> Matched:
        found.append(sentence)
        return matched(sentence, words, answers=answers)

    monkeypatch.setattr(reading, "matched", noting)
    reading.best_reading.cache_clear()
    return found


def test_a_single_word_is_asked_of_the_likely_languages_only(asked: list[str]) -> None:
    understand("kavila", NOW, ["en", "zh"])

    assert asked == ["kavila"]


def test_a_sentence_in_another_language_is_understood(asked: list[str]) -> None:
    wish = understand("Friseur morgen um halb vier", NOW, ["en"])

    assert wish.what == "Friseur"
    assert len(asked) > 1


def test_the_same_sentence_is_worked_out_once(asked: list[str]) -> None:
    first, again = (understand("haircut tomorrow at 3", NOW, ["en"]) for _ in range(2))

    assert first == again
    assert asked == ["haircut tomorrow at 3"]
