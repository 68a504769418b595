"""`setup.sh` on a machine that lacks something: one sentence, and nothing is made."""

import os
import re
import shutil
import subprocess

import pytest
from django.conf import settings


@pytest.fixture
def set_up(tmp_path):
    """Runs setup.sh in a bare folder, with a `python` that answers as told."""
    shutil.copy(settings.BASE_DIR / "setup.sh", tmp_path)
    (tmp_path / "requirements.lock").write_text("")

    def run(python_script, **environment):
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\n{python_script}\n")
        python.chmod(0o755)
        return subprocess.run(
            ["./setup.sh", "requirements.lock"],
            cwd=tmp_path,
            env={"PATH": os.defpath, "PYTHON": str(python), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    yield run
    assert not (tmp_path / ".venv").exists()


OLD = 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1 ;; esac'


@pytest.mark.parametrize(
    ("python", "sentence"),
    [
        (OLD, "factcheck needs Python 3.11 or newer, and .*python is Python 3.9.2"),
        ("exit 127", "factcheck needs Python 3.11 or newer, and .*python is not there"),
        (WITHOUT_VENV, "has no venv module. On Debian and Ubuntu: apt install python3-venv"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(set_up, python, sentence):
    refused = set_up(python)

    assert refused.returncode == 1
    assert re.search(sentence, refused.stderr)
    assert len(refused.stderr.strip().splitlines()) == 1
