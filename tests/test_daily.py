"""What daily runs cost and stand: a small part of what ``python -m tests.daily`` measures."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefing.resources import PACKAGE
from tests.daily import ratio

pytestmark = [pytest.mark.model, pytest.mark.slow]


def test_a_run_to_which_nothing_is_new_costs_a_fraction(tmp_path: Path) -> None:
    first, second = ratio(tmp_path)
    assert second < 0.5 * first


def test_runs_that_are_killed_lose_nothing_and_send_nothing_twice() -> None:
    # In a process of its own: it forks, and this one may have threads.
    command = [sys.executable, "-m", "tests.daily", "kill", "10"]
    done = subprocess.run(command, cwd=PACKAGE.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "'killed': 10" in done.stdout
