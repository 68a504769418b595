"""The WSGI environment made of granian's request: what Django may rely on."""

from types import SimpleNamespace

import pytest

from factcheck.rsgi import environ_of


class Headers(list[tuple[str, str]]):
    def items(self):
        return self


def environ(*headers, path="/", client="203.0.113.9:4711"):
    scope = SimpleNamespace(
        method="GET",
        path=path,
        query_string="q=%FF",
        server="[::1]:8000",
        http_version="1.1",
        client=client,
        scheme="http",
        headers=Headers(headers),
    )
    return environ_of(scope, None)


def test_a_path_is_bytes_as_wsgi_has_them():
    assert environ(path="/é")["PATH_INFO"] == "/Ã©"


@pytest.mark.parametrize(
    ("client", "address"),
    [("203.0.113.9:1", "203.0.113.9"), ("[2001:db8::1]:1", "2001:db8::1")],
)
def test_who_asks_is_the_address_without_the_port(client, address):
    assert environ(client=client)["REMOTE_ADDR"] == address


def test_an_underscore_does_not_pass_for_a_hyphen():
    found = environ(("x_forwarded_for", "192.0.2.1"))

    assert "HTTP_X_FORWARDED_FOR" not in found


def test_a_header_that_comes_twice_is_one_list():
    found = environ(
        ("x-forwarded-for", "192.0.2.1"),
        ("x-forwarded-for", "198.51.100.7"),
        ("cookie", "a=1"),
        ("cookie", "b=2"),
    )

    assert found["HTTP_X_FORWARDED_FOR"] == "192.0.2.1,198.51.100.7"
    assert found["HTTP_COOKIE"] == "a=1; b=2"
