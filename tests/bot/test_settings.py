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
        ("PORT", "65536"),
        ("TIME_ZONE", "Helsinki"),
        ("LEGAL_NAME", "x" * 121),
        ("FEE_TAX_PERCENT", "101"),
        ("FEE_TAX_PERCENT", "25.555"),
        ("FEE_TAX_PERCENT", "NaN"),
        ("KEEP_VISITS_DAYS", "1"),
        ("MESSAGES_A_SECOND", "0"),
    ],
)
def test_a_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert f"HEREABOUTS_{name} is wrong: " in refused(monkeypatch, **{name: value})


def test_every_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said = refused(monkeypatch, PORT="eighty", KEEP_SENT_DAYS="1")

    assert "HEREABOUTS_PORT is wrong: give a port number" in said
    assert "HEREABOUTS_KEEP_SENT_DAYS is wrong: give a number of days, at least 2" in said


def test_the_environment_goes_before_the_file_unless_it_is_empty(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("HEREABOUTS_PORT=81\nHEREABOUTS_HOST=0.0.0.0\n")
    monkeypatch.setenv("hereabouts_port", "82")
    monkeypatch.setenv("HEREABOUTS_HOST", "")

    settings = load_settings()

    assert (settings.port, settings.host) == (82, "0.0.0.0")


def test_what_is_given_stands_for_what_would_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEREABOUTS_PORT", "eighty")

    assert load_settings(port=0).port == 0


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
