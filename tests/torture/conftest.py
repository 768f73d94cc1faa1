"""The marker of the tests that kill."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "torture: kills the real program; KILLS says how often")
