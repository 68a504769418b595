"""The hostile cases by number (`pytest tests/sources -k case-37`), and who starts programs."""

import re
import subprocess

import pytest

from sources.parsing import child_process


def pytest_itemcollected(item):
    """A test that proves a row of the table is found by that row's number."""
    item.extra_keyword_matches.update(
        f"case-{number}" for number in re.findall(r"case[-_](\d\d?)(?!\d)", item.nodeid)
    )


@pytest.fixture
def started_programs(monkeypatch):
    """Every program that the parser starts, in order."""
    programs = []

    class Remembered(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            programs.append(self)

    monkeypatch.setattr(child_process.subprocess, "Popen", Remembered)
    return programs
