"""The hostile table, rows 1 to 36, 44 and 45: what strangers try, and why it is refused.

The policy allows the forbidden server's port for any host, so that the rule about addresses is
what refuses, not the rule about ports.
"""

import gzip
import socket
import ssl
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from sources.safe_fetch import CannotFetch, safe_fetch
from sources.safe_fetch import connect as safe_fetch_connect
from tests.sources.safe_fetch.hostile_servers import (
    PAGE,
    Names,
    Stranger,
    answer,
    forbidden,
    policy,
    says_what_to_do,
    server_context,
)

PUBLIC = "93.184.216.34"


@pytest.fixture
def nobody():
    """The server that must never be reached."""
    with forbidden() as server:
        yield server


def refused(url, rules):
    """Fetch, expecting a refusal; return it."""
    with pytest.raises(CannotFetch) as caught:
        safe_fetch(url, rules)
    assert says_what_to_do(caught.value)
    return caught.value


BLOCKED = {"blocked_address"}
HOST = {"bad_host"}
URL = {"bad_url"}
SCHEME = {"bad_scheme"}

# Number in the table, address ({P}: the forbidden server's port), the reasons that are right.
ADDRESSES = [
    (1, "http://127.0.0.1:{P}/", BLOCKED),
    (2, "http://2130706433:{P}/", HOST),
    (3, "http://0x7f000001:{P}/", HOST),
    (4, "http://0177.0.0.1:{P}/", HOST),
    (4, "http://0177.0.0.1.:{P}/", HOST),
    (5, "http://127.1:{P}/", HOST),
    (5, "http://127.0.1:{P}/", HOST),
    (6, "http://0x7f.0.0.1:{P}/", HOST),
    (6, "http://017700000001:{P}/", HOST),
    (6, "http://127.0.0.0x1:{P}/", HOST),
    (7, "http://0:{P}/", HOST),
    (7, "http://0.0.0.0:{P}/", BLOCKED),
    (7, "http://127.0.0.1.:{P}/", BLOCKED),
    (8, "http://[::1]:{P}/", BLOCKED),
    (8, "http://[::]:{P}/", BLOCKED),
    (9, "http://[::ffff:127.0.0.1]:{P}/", BLOCKED),
    (9, "http://[::ffff:7f00:1]:{P}/", BLOCKED),
    (10, "http://[::127.0.0.1]:{P}/", BLOCKED),
    (11, "http://[64:ff9b::7f00:1]/", BLOCKED),
    (11, "http://[64:ff9b:1::a00:1]/", BLOCKED),
    (12, "http://[2002:7f00:1::]/", BLOCKED),
    (12, "http://[2002:a9fe:a9fe::1]/", BLOCKED),
    (13, "http://[2001:0:7f00:1::]/", BLOCKED),
    (14, "http://[fe80::1%25eth0]/", HOST),
    (14, "http://[fe80::1%eth0]/", HOST),
    (14, "http://[fec0::1]/", BLOCKED),
    (14, "http://[fd00:ec2::254]/", BLOCKED),
    (14, "http://[ff02::1]/", BLOCKED),
    (15, "http://169.254.169.254/latest/meta-data/", BLOCKED),
    (16, "http://100.100.100.200/", BLOCKED),
    (16, "http://168.63.129.16/", BLOCKED),
    (17, "http://100.64.0.1/", BLOCKED),
    (17, "http://198.18.0.1/", BLOCKED),
    (18, "http://224.0.0.1/", BLOCKED),
    (18, "http://255.255.255.255/", BLOCKED),
    (19, "http://１２７.０.０.１:{P}/", HOST | BLOCKED),
    (20, "http://127。0。0。1:{P}/", BLOCKED),
    (21, "http://①②⑦.⓪.⓪.①:{P}/", URL),
    (22, "http://localhost:{P}/", HOST),
    (22, "http://LOCALHOST:{P}/", HOST),
    (22, "http://localhost.:{P}/", HOST),
    (22, "http://desk.localhost:{P}/", HOST),
    (23, "http://redis:6379/", HOST),
    (23, "http://db/", HOST),
    (24, "http://public.test@127.0.0.1:{P}/", URL),
    (24, "http://user:pw@ok.test/", URL),
    (25, "http://127.0.0.1:{P}\\@ok.test/", URL),
    (26, "http://ok.test:22/", {"bad_port"}),
    (26, "http://ok.test:25/", {"bad_port"}),
    (26, "http://ok.test:5432/", {"bad_port"}),
    (26, "http://ok.test:6379/", {"bad_port"}),
    (26, "http://ok.test:0/", {"bad_port"}),
    (26, "http://ok.test:65536/", {"bad_port"}),
    (26, "http://ok.test:-1/", {"bad_port"}),
    (26, "http://ok.test:http/", {"bad_port"}),
    (27, "file:///etc/passwd", SCHEME),
    (27, "ftp://127.0.0.1:{P}/", SCHEME),
    (27, "gopher://127.0.0.1:{P}/", SCHEME),
    (27, "dict://127.0.0.1:{P}/", SCHEME),
    (27, "data:text/html,hello", SCHEME),
    (27, "javascript:alert(1)", SCHEME),
    (27, "jar:http://127.0.0.1:{P}/!/", SCHEME),
    (27, "unix:/var/run/docker.sock", SCHEME),
    (27, "127.0.0.1:{P}/", SCHEME),
    (27, "//127.0.0.1:{P}/", SCHEME),
    (28, "http://ok.test/\r\nHost: 127.0.0.1", URL),
    (28, "http://ok.test\n.example.org/", URL),
    (28, "http://ok.test/\x00", URL),
    (28, "http://ok\t.test/", URL),
    (28, "http://ok.test/\ud800", URL),
    (28, "http://ok.test/" + "a" * 10_000, URL),
    (28, "", URL),
    (28, "http://", URL),
    (28, "http:///127.0.0.1:{P}/", URL),
    (29, "http://%31%32%37.0.0.1:{P}/", HOST),
    (30, "http://xn--a.example.org/", HOST),
    (30, "http://" + "a" * 64 + ".example.org/", HOST),
    (30, "http://" + "a." * 130 + "org/", HOST),
    (30, "http://a..example.org/", HOST),
    (30, "http://-a.example.org/", HOST),
    (30, "http://ex ample.org/", HOST),
    (30, "http://раураl.example.org/", HOST | {"dns"}),  # mixed scripts: a name like any other
    (30, "http://bücher.example.org/", {"dns"}),
    (31, "http://inner.example.org:{P}/", BLOCKED),
    (32, "http://mixed.example.org:{P}/", BLOCKED),
    (32, "http://mixed-other-way.example.org:{P}/", BLOCKED),
    (34, "http://mapped.example.org:{P}/", BLOCKED),
    (34, "http://zoned.example.org:{P}/", BLOCKED),
]

ANSWERS = {
    "inner.example.org": ["127.0.0.1"],
    "mixed.example.org": ["10.0.0.1", PUBLIC],
    "mixed-other-way.example.org": [PUBLIC, "10.0.0.1"],
    "mapped.example.org": ["::ffff:10.0.0.1"],
    "zoned.example.org": ["fe80::1%2"],
}


def check(row, server):
    """One row: refused with a right reason, and the forbidden server heard nothing."""
    _, url, kinds = row
    names = Names()
    names.known.update(ANSWERS)
    ports = () if "bad_port" in kinds else (server.port, 6379)
    rules = policy(("ok.test", 1), names=names, ports=ports, connect_seconds=1)

    failure = refused(url.replace("{P}", str(server.port)), rules)

    assert failure.kind in kinds
    assert failure.hops == ()
    assert not failure.retriable or failure.kind == "dns"
    assert server.hits == []


@pytest.mark.parametrize(
    "row",
    ADDRESSES,
    ids=[f"case-{row[0]}-{row[1][:30].encode('unicode_escape').decode()}" for row in ADDRESSES],
)
def test_the_address_is_refused_for_the_right_reason(row, nobody):
    check(row, nobody)


def test_without_the_check_of_addresses_the_table_is_red(monkeypatch):
    monkeypatch.setattr(safe_fetch_connect, "why_blocked", lambda *_: None)
    guarded = [row for row in ADDRESSES if row[2] == BLOCKED]
    green = []
    reached = 0

    for row in guarded:
        with forbidden() as server:
            try:
                check(row, server)
                green.append(row)
            except (AssertionError, pytest.fail.Exception):
                reached += bool(server.hits)

    assert len(guarded) >= 25
    assert green == []
    assert reached >= 4  # the red is not from elsewhere: loopback really was spoken to


def test_case_25_what_follows_the_hash_is_no_host(nobody):
    with Stranger() as site:
        fetched = safe_fetch(
            f"http://ok.test:{site.port}/#@127.0.0.1:{nobody.port}/",
            policy(("ok.test", site.port), ports=(nobody.port,)),
        )

    assert fetched.final_url == f"http://ok.test:{site.port}/"
    assert nobody.hits == []


def test_case_33_a_name_is_looked_up_once_and_only_that_answer_is_dialled(nobody, monkeypatch):
    names = Names()
    names.known["swing.example.org"] = [[PUBLIC], ["127.0.0.1"]]
    dialled = []

    def unreachable(ip, port, _deadline, _seconds):
        dialled.append((ip, port))
        raise ConnectionRefusedError

    monkeypatch.setattr(safe_fetch_connect, "connect", unreachable)

    failure = refused(
        f"http://swing.example.org:{nobody.port}/", policy(names=names, ports=(nobody.port,))
    )

    assert failure.kind == "protocol"
    assert failure.retriable
    assert names.asked == ["swing.example.org"]
    assert dialled == [(PUBLIC, nobody.port)]
    assert nobody.hits == []


def test_case_33_a_bad_first_answer_is_not_asked_for_again(nobody):
    names = Names()
    names.known["swing.example.org"] = [["127.0.0.1"], [PUBLIC]]

    failure = refused(
        f"http://swing.example.org:{nobody.port}/", policy(names=names, ports=(nobody.port,))
    )

    assert failure.kind == "blocked_address"
    assert names.asked == ["swing.example.org"]
    assert nobody.hits == []


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(socket.gaierror(socket.EAI_NONAME, "NXDOMAIN"), id="no such name"),
        pytest.param(socket.gaierror(socket.EAI_AGAIN, "SERVFAIL"), id="server failure"),
        pytest.param(socket.gaierror(socket.EAI_FAIL, "CNAME loop"), id="alias loop"),
        pytest.param(UnicodeError("label too long"), id="bad label"),
        pytest.param([], id="no answer"),
        pytest.param(
            [f"93.184.{n // 250}.{n % 250 + 1}" for n in range(500)], id="500 answers"
        ),
    ],
)
def test_case_35_names_without_a_usable_answer(found):
    names = Names()
    names.known["lost.example.org"] = found
    started = time.monotonic()

    failure = refused("http://lost.example.org/", policy(names=names))

    assert failure.kind == "dns"
    assert failure.retriable
    assert time.monotonic() - started < 4


def test_case_36_a_resolver_that_sleeps_is_given_up():
    names = Names()
    woken = threading.Event()
    names.known["slow.example.org"] = lambda: [PUBLIC] if woken.wait(30) else []
    started = time.monotonic()

    failure = refused("http://slow.example.org/", policy(names=names))
    woken.set()

    assert failure.kind == "dns"
    assert failure.retriable
    assert time.monotonic() - started < 4


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def trusting(authority):
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    authority.configure_trust(context)
    return context


def test_case_44_a_good_certificate_is_verified_and_noted(authority):
    certificate = authority.issue_cert("ok.test")
    with Stranger(tls=server_context(certificate)) as site:
        rules = policy(("ok.test", site.port), trust=trusting(authority))
        fetched = safe_fetch(f"https://ok.test:{site.port}/", rules)

    assert fetched.body == PAGE
    assert fetched.certificate.not_after > datetime.now(UTC)
    assert len(fetched.certificate.sha256) == 64
    assert "trustme" in fetched.certificate.issuer


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("expired", "expired"),
        ("wrong host", "ostname mismatch"),
        ("self-signed", "self-signed|self signed|unable to get local issuer"),
        ("TLS 1.0", "protocol version|unsupported protocol"),
    ],
)
def test_case_44_bad_certificates_are_reasons_and_never_waved_through(authority, case, words):
    name = "other.test" if case == "wrong host" else "ok.test"
    end = datetime.now(UTC) - timedelta(days=1) if case == "expired" else None
    issuer = trustme.CA() if case == "self-signed" else authority
    certificate = issuer.issue_cert(name, not_after=end)
    version = ssl.TLSVersion.TLSv1 if case == "TLS 1.0" else None
    with Stranger(tls=server_context(certificate, at_most=version)) as site:
        rules = policy(("ok.test", site.port), trust=trusting(authority))
        failure = refused(f"https://ok.test:{site.port}/", rules)

    assert failure.kind == "tls"
    assert any(word in failure.detail for word in words.split("|"))
    assert not any(b"GET" in request for request in site.hits)


def test_case_44_our_own_trust_demands_certificate_name_and_tls_1_2():
    context = safe_fetch_connect.trusted_roots()

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


def test_case_44_the_worlds_roots_hold_where_no_others_are_given(authority):
    with Stranger(tls=server_context(authority.issue_cert("ok.test"))) as site:
        failure = refused(f"https://ok.test:{site.port}/", policy(("ok.test", site.port)))

    assert failure.kind == "tls"


PACKED = [b"Content-Encoding: gzip"]
BOMB = gzip.compress(bytes(64 * 1024 * 1024))


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        pytest.param(answer(BOMB, headers=PACKED), "too_large", id="64 KB to 64 MB"),
        pytest.param(
            answer(gzip.compress(BOMB), headers=[b"Content-Encoding: gzip, gzip"]),
            "bad_encoding",
            id="packed twice",
        ),
        pytest.param(
            answer(gzip.compress(PAGE) + BOMB, headers=PACKED), "bad_encoding", id="second part"
        ),
    ],
)
def test_case_45_bombs_are_stopped_and_cost_little_memory(page, kind):
    """The fetch runs in a fresh process, whose greatest memory the kernel knows."""
    with Stranger(page) as site:
        ran = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.sources.safe_fetch.memory_of_a_fetch",
                str(site.port),
            ],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )

    reason, grown = ran.stdout.split()
    assert reason == kind
    assert int(grown) < 40 * 1024  # KB
