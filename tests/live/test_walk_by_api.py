"""The script in docs/how-to/ walks from a text to a published check, on real programs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.demo import people
from reviews.publication.models import Publication
from tests.live.desk import free_port
from tests.waiting import wait_until

ROOT = Path(__file__).parent.parent.parent
SCRIPT = ROOT / "docs" / "how-to" / "walk_by_api.py"
SEED = ROOT.parent / "shared" / "seed" / "article.txt"
TEXTS = [
    ROOT / "factcheck" / "demo" / "articles" / "budget.txt",
    pytest.param(SEED, marks=pytest.mark.skipif(not SEED.exists(), reason="no seed here")),
]


@pytest.fixture(scope="module")
def demo(site, committing):
    """The address and the sign-ins of a running desk, in a file as the demo keeps them."""
    with committing():
        _, sign_ins = people.invite_all()
    wait_until(lambda: site.status("/healthz") == 200, what="all is well")
    path = site.var / "demo.json"
    path.write_text(json.dumps({"url": f"{site.url}/", "users": sign_ins}))
    return path


def _walk(text, demo, *more):
    words = [sys.executable, "-I", str(SCRIPT), str(text), "--demo", str(demo), *more]
    return subprocess.run(words, capture_output=True, text=True, timeout=240, check=False)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_a_text_is_walked_to_a_published_check(demo, live_db, text):
    before = Publication.objects.count()

    walked = _walk(text, demo)

    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert "8. All of it was done by API." in walked.stdout
    assert Publication.objects.count() == before + 1
    check = Publication.objects.order_by("pk").last()
    assert check.revision.number == 2, "it was sent back once"
    assert check.revision.submitted_by.username == "checker"


def test_where_no_desk_is_the_walk_says_so(demo):
    walked = _walk(TEXTS[0], demo, "--url", f"http://127.0.0.1:{free_port()}")

    assert walked.returncode == 1
    assert "Start one with `make run`" in walked.stderr
