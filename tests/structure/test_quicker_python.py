"""Whoever sets up gets the quicker Python of two, and their own where there is no choice."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / ".ci/quicker-python"


def chosen(folder: Path, optimized: bool, distributed: str) -> str:
    """With a `python3` first on the path that was built with its profile, or not."""
    own = folder / "python3"
    own.write_text(f"#!/bin/sh\nexit {0 if optimized else 1}\n")
    own.chmod(0o755)
    script = folder / "script"
    script.write_text(SCRIPT.read_text().replace("/usr/bin/python3", distributed))
    done = subprocess.run(
        [shutil.which("sh") or "sh", script],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("optimized", "distributed", "taken"),
    [
        (True, sys.executable, "python3"),
        (False, sys.executable, sys.executable),
        (False, "/nowhere/python3", "python3"),
    ],
)
def test_the_distributions_is_taken_where_it_is_the_quicker(
    tmp_path: Path, optimized: bool, distributed: str, taken: str
) -> None:
    assert chosen(tmp_path, optimized, distributed) == taken
