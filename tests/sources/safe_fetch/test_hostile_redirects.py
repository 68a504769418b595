"""The hostile table, rows 37 to 43: redirects that lead where nobody should go."""

import pytest

from sources.safe_fetch import CannotFetch, safe_fetch
from tests.sources.safe_fetch.hostile_servers import (
    PAGE,
    Names,
    Stranger,
    answer,
    by_path,
    forbidden,
    moved,
    policy,
    says_what_to_do,
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


def led(location, nobody, **more):
    """Where a redirect from ok.test leads: the refusal, and the server that redirected."""
    with Stranger(moved(location)) as site:
        rules = policy(("ok.test", site.port), ports=(nobody.port,), **more)
        return refused(f"http://ok.test:{site.port}/", rules), site


def test_case_37_a_redirect_to_a_clouds_metadata(nobody):
    failure, site = led("http://169.254.169.254/latest/meta-data/", nobody)

    assert failure.kind == "blocked_address"
    assert [(hop.url, hop.status, hop.ip) for hop in failure.hops] == [
        (f"http://ok.test:{site.port}/", 302, "127.0.0.1")
    ]
    assert failure.url == "http://169.254.169.254/latest/meta-data/"


@pytest.mark.parametrize(
    "location",
    [
        "//127.0.0.1:{P}/",
        "http:127.0.0.1:{P}",
        "/\\\\127.0.0.1:{P}",
        "/\\127.0.0.1:{P}/",
        "http:\\\\127.0.0.1:{P}/",
        "HTTP:/127.0.0.1:{P}/",
    ],
)
def test_case_38_redirects_that_hide_their_host(location, nobody):
    failure, _ = led(location.replace("{P}", str(nobody.port)), nobody)

    assert failure.kind == "blocked_address"
    assert len(failure.hops) == 1
    assert nobody.hits == []


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "data:text/html,x", "ftp://ok.test/"]
)
def test_case_39_redirects_to_other_schemes(location, nobody):
    failure, _ = led(location, nobody)

    assert failure.kind == "bad_scheme"
    assert len(failure.hops) == 1


def test_case_40_a_redirect_to_a_name_that_now_points_inside(nobody):
    names = Names()
    names.known["swing.test"] = [["127.0.0.1"], ["127.0.0.1"]]
    with Stranger(moved(f"http://swing.test:{nobody.port}/")) as site:
        rules = policy(("swing.test", site.port), names=names, ports=(nobody.port,))
        failure = refused(f"http://swing.test:{site.port}/", rules)

    assert failure.kind == "blocked_address"
    assert len(failure.hops) == 1
    assert names.asked == ["swing.test", "swing.test"]
    assert nobody.hits == []


def test_case_41_a_redirect_in_a_circle():
    with Stranger(by_path(index=moved("/a"), a=moved("/b"), b=moved("/a"))) as site:
        failure = refused(f"http://ok.test:{site.port}/", policy(("ok.test", site.port)))

    assert failure.kind == "redirects"
    assert [hop.url.rsplit("/", 1)[1] for hop in failure.hops] == ["", "a", "b"]


def test_case_41_five_redirects_are_followed_and_a_sixth_is_not():
    steps = {f"s{n}": moved(f"/s{n + 1}") for n in range(20)}
    with Stranger(by_path(index=moved("/s0"), s99=answer(), **steps)) as site:
        failure = refused(f"http://ok.test:{site.port}/", policy(("ok.test", site.port)))

        assert failure.kind == "redirects"
        assert len(failure.hops) == 6

        site.script = by_path(**steps | {"s4": answer(), "index": moved("/s0")})
        fetched = safe_fetch(f"http://ok.test:{site.port}/", policy(("ok.test", site.port)))

    assert fetched.final_url == f"http://ok.test:{site.port}/s4"
    assert len(fetched.hops) == 6


@pytest.mark.parametrize(
    "location",
    [
        pytest.param(b"/" + b"a" * 100_000, id="100 KB"),
        pytest.param(b"/" + b"a" * 10_000, id="10 KB"),
        pytest.param(b"http://", id="no host"),
        pytest.param(b"//", id="no host either"),
        pytest.param(b"", id="empty"),
        pytest.param(b"http://u:p@ok.test/", id="with a password"),
        pytest.param(b"/\x01\x02", id="controls"),
    ],
)
def test_case_41_redirects_to_nothing_that_can_be_read(location, nobody):
    failure, _ = led(location, nobody)

    assert failure.kind == "redirects"


def test_case_41_redirects_without_a_location():
    with Stranger(answer(b"", status=b"302 Found")) as site:
        failure = refused(f"http://ok.test:{site.port}/", policy(("ok.test", site.port)))

    assert failure.kind == "redirects"


def test_case_42_nothing_is_carried_from_one_hop_to_the_next():
    first = moved("/next", headers=[b"Set-Cookie: session=secret; Path=/", b"ETag: x"])
    with Stranger(by_path(index=first, next=answer())) as site:
        safe_fetch(f"http://ok.test:{site.port}/", policy(("ok.test", site.port)))

    assert len(site.hits) == 2
    for request in site.hits:
        names = {line.split(b":")[0].lower() for line in request.split(b"\r\n")[1:] if line}
        assert names == {b"host", b"user-agent", b"accept", b"accept-encoding", b"connection"}


@pytest.mark.parametrize("where", ["header", "meta"])
def test_case_43_a_refresh_is_noted_and_not_followed(where, nobody):
    wish = f"0;url=http://127.0.0.1:{nobody.port}/"
    if where == "header":
        page = answer(headers=[b"Refresh: " + wish.encode()])
    else:
        page = answer(f'<html><meta http-equiv="refresh" content="{wish}">'.encode() + PAGE)
    with Stranger(page) as site:
        rules = policy(("ok.test", site.port), ports=(nobody.port,))
        fetched = safe_fetch(f"http://ok.test:{site.port}/", rules)

    assert fetched.refresh == wish
    assert nobody.hits == []
