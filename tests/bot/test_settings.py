"""Settings: read from the environment, refused with sentences that say what to do."""

from pathlib import Path

import pytest

from bot.errors import WrongSettings
from bot.settings import load_settings
from database.money import minor_exponent
from payments.limits import DOLLAR, STARS, invoice_limits
from sandbox.currencies import PER_DOLLAR, find_currency


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def refused(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    for name, value in environment.items():
        monkeypatch.setenv(f"HEREABOUTS_{name}", value)
    with pytest.raises(WrongSettings) as refusal:
        load_settings()
    return " ".join(refusal.value.sentences)


def test_everything_but_the_token_has_a_default() -> None:
    settings = load_settings()

    assert settings.database_url == "sqlite+aiosqlite:///hereabouts.db"
    assert settings.telegram_api_url == "https://api.telegram.org"


def test_a_missing_token_says_where_to_get_one() -> None:
    with pytest.raises(WrongSettings) as refusal:
        _ = load_settings().token

    assert "HEREABOUTS_TELEGRAM_TOKEN" in refusal.value.sentences[0]
    assert "@BotFather" in refusal.value.sentences[0]


def test_a_file_named_env_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HEREABOUTS_TELEGRAM_TOKEN=1:a\nHEREABOUTS_OPERATORS=7, 8\n")

    settings = load_settings()

    assert (settings.token, settings.operators) == ("1:a", (7, 8))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("OPERATORS", "kim"),
        ("CURRENCY", "euro"),
        ("LOG_FORMAT", "xml"),
        ("PUBLIC_URL", "market.example"),
        ("PUBLIC_URL", "http://market.example"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
    ],
)
def test_a_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert f"HEREABOUTS_{name} is wrong: " in refused(monkeypatch, **{name: value})


def test_a_sandbox_clock_is_refused_with_the_real_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    said = refused(monkeypatch, SANDBOX_URL="http://127.0.0.1:8080")

    assert "HEREABOUTS_SANDBOX_URL is for development" in said


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_TOKEN", "123456:very-secret")

    assert "very-secret" not in repr(load_settings())


@pytest.mark.parametrize("currency", ["eur", "ABC", "KWD"])
def test_a_currency_that_no_invoice_may_name_is_refused(
    monkeypatch: pytest.MonkeyPatch, currency: str
) -> None:
    assert "in which Telegram takes payments" in refused(monkeypatch, CURRENCY=currency)


@pytest.mark.parametrize("currency", [*DOLLAR, STARS])
def test_the_sandbox_takes_what_we_think_that_telegram_takes(currency: str) -> None:
    taken, limits = find_currency(currency), invoice_limits(currency)
    assert taken is not None
    assert limits is not None
    assert minor_exponent(currency) == taken.exponent
    assert (limits.least, limits.most) == (taken.least, taken.most)


def test_the_sandbox_knows_no_other_currency() -> None:
    assert set(PER_DOLLAR) == set(DOLLAR)
