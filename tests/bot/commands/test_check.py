"""What `hereabouts check` says of an installation, before anybody depends on it."""

import pytest

from sandbox.settings import Settings as SandboxSettings
from tests.bot.commands.conftest import hereabouts


def test_check_names_what_is_missing(database_url: str) -> None:
    checked = hereabouts("check")

    assert checked.exit_code == 1
    assert "✗ HEREABOUTS_TELEGRAM_TOKEN is missing" in checked.stdout


def test_check_passes_where_all_is_well(
    database_url: str, telegram: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEREABOUTS_CURRENCY", "XTR")

    checked = hereabouts("check")

    assert "✓ Telegram knows the bot as @hereabouts_bot" in checked.stdout
    assert checked.exit_code == 0


@pytest.mark.parametrize("currency", ["EUR", "JPY", "UZS", "VND"])
def test_check_has_an_invoice_made_in_any_currency(
    database_url: str, telegram: None, monkeypatch: pytest.MonkeyPatch, currency: str
) -> None:
    monkeypatch.setenv("HEREABOUTS_CURRENCY", currency)
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_PROVIDER_TOKEN", "1:TEST:right")

    checked = hereabouts("check")

    assert f"✓ payments: telegram, in {currency}" in checked.stdout
    assert checked.exit_code == 0


def test_check_tells_a_wrong_provider_token(
    database_url: str, telegram: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_PROVIDER_TOKEN", "1:LIVE:of-another-bot")

    checked = hereabouts("check")

    assert "✗ Telegram does not take HEREABOUTS_TELEGRAM_PROVIDER_TOKEN" in checked.stdout
    assert "of-another-bot" not in checked.output
    assert checked.exit_code == 1


def test_check_says_when_telegram_is_away(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_TOKEN", SandboxSettings().token)
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_PROVIDER_TOKEN", "1:TEST:right")

    checked = hereabouts("check")

    assert "✗ Telegram cannot be asked about invoices" in checked.stdout
    assert checked.exit_code == 1
