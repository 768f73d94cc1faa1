"""What a program needs once, or in another process, is no load of one that runs for months."""

import subprocess
import sys


def test_a_program_that_runs_has_loaded_nothing_that_only_migrations_need() -> None:
    lines = "import sys, bot.commands.run, bot.commands.rehearsing; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", lines], capture_output=True, text=True, check=True
    )
    loaded = found.stdout.split()
    assert "bot.running" in loaded
    assert not {"alembic", "bot.commands.town_making"} & set(loaded)
