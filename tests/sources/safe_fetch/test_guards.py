"""Nothing but a test's own argument opens the door inwards."""

import os
import subprocess
import sys
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from sources.safe_fetch import DEFAULT, Policy, addresses
from tests.sources.safe_fetch.hostile_servers import forbidden

ROOT = Path(__file__).parents[3]


def own_modules():
    """Every Python file that is ours and no test."""
    skipped = {"tests", "var", "node_modules"}
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [f for f in folders if f not in skipped and not f.startswith(".")]
        yield from (Path(folder) / name for name in files if name.endswith(".py"))


def test_no_module_outside_the_tests_names_the_opening():
    naming = {
        str(path.relative_to(ROOT))
        for path in own_modules()
        if "extra_allowed" in path.read_text(encoding="utf-8")
    }

    assert naming == {"sources/safe_fetch/limits.py"}


def test_the_safe_fetcher_reads_no_settings_and_no_environment():
    paths = list((ROOT / "sources" / "safe_fetch").glob("*.py"))
    assert len(paths) > 10
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert "environ" not in text.replace("environment", "")
        assert "getenv" not in text
        assert "django" not in text.lower().replace("no django", "")


def test_the_default_policy_is_closed():
    assert DEFAULT.is_closed
    assert DEFAULT.ports == {80, 443}


ODD_PROCESS = """
import sys
from sources.safe_fetch import CannotFetch, Policy, safe_fetch
port = int(sys.argv[1])
for url in (
    f"http://127.0.0.1:{port}/", f"http://[::1]:{port}/", f"http://localhost:{port}/",
    f"http://ok.test:{port}/", "http://127.0.0.1/", "https://127.0.0.1/", "http://10.0.0.1/",
):
    for policy in (Policy(), Policy(ports=frozenset({80, 443, port}))):
        try:
            safe_fetch(url, policy)
        except CannotFetch as failure:
            print(failure.kind)
        else:
            print("fetched", url)
"""


def test_a_fresh_process_in_an_odd_environment_still_refuses_loopback():
    with forbidden() as server:
        here = f"127.0.0.1:{server.port}"
        odd = dict.fromkeys(os.environ, here)
        odd |= dict.fromkeys(("EXTRA_ALLOWED", "FACTCHECK_EXTRA_ALLOWED", "ALLOW"), here)
        odd |= dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY"), f"http://{here}")
        odd |= {"NO_PROXY": "*", "DEBUG": "1", "TESTING": "1", "PYTHONPATH": str(ROOT)}
        odd |= {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
        for name in ("PYTHONHOME", "LD_PRELOAD", "LD_LIBRARY_PATH"):
            odd.pop(name, None)  # with these odd, Python itself would not start
        ran = subprocess.run(
            [sys.executable, "-c", ODD_PROCESS, str(server.port)],
            env=odd,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )

        kinds = ran.stdout.split()
        assert len(kinds) == 14
        assert set(kinds) == {"blocked_address", "bad_host", "bad_port"}
        assert server.hits == []


@pytest.mark.parametrize(
    "entry",
    [
        ("ok.example", "127.0.0.1", 8000),
        ("ok.test", "10.0.0.1", 8000),
        ("ok.test", "127.0.0.2", 8000),
        ("ok.test", "::1", 8000),
        ("ok.test", "127.0.0.1", 0),
        (".test", "127.0.0.1", 70000),
        ("OK.TEST", "127.0.0.1", 8000),
        ("ok.test.example.org", "127.0.0.1", 8000),
    ],
)
def test_an_opening_is_a_test_name_on_loopback_at_one_port(entry):
    with pytest.raises(ValueError, match=r"\.test"):
        Policy(extra_allowed=frozenset({entry}))


def test_an_opening_needs_all_three():
    policy = Policy(extra_allowed=frozenset({("ok.test", "127.0.0.1", 8000)}))

    assert policy.opens("ok.test", "127.0.0.1", 8000)
    assert not policy.opens("ok.test", "127.0.0.1", 8001)
    assert not policy.opens("no.test", "127.0.0.1", 8000)
    assert not policy.opens("ok.test", "10.0.0.1", 8000)
    assert not policy.is_closed


@pytest.mark.parametrize(
    "literal", ["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]
)
def test_public_addresses_are_public(literal):
    assert addresses.why_blocked(literal) is None


@pytest.mark.parametrize(
    "literal",
    ["192.0.0.192", "192.88.99.1", "203.0.113.9", "3fff::1", "2001:db8::1", "2620:4f:8000::1",
     "2001:20::1", "4000::1", "::", "junk", "127.0.0.1%lo", "1.2.3"],
)  # fmt: skip
def test_addresses_that_only_look_public(literal):
    assert addresses.why_blocked(literal)


def test_the_edges_of_every_range_are_refused():
    for network, reason in addresses.V4_BLOCKED:
        assert addresses.why_blocked(str(network[0])) == reason
        assert addresses.why_blocked(str(network[-1])) == reason


def test_an_operator_may_close_more():
    closed = (ip_network("93.184.216.0/24"),)

    assert addresses.why_blocked("93.184.216.34", closed)
    assert addresses.why_blocked("93.184.217.34", closed) is None


def test_this_machines_own_addresses_are_known():
    assert addresses.is_own(ip_address("127.0.0.1"))
    assert not addresses.is_own(ip_address("93.184.216.34"))
