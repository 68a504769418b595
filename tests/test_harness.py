"""The harness itself refuses what tests must not do."""

import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "news.example"])
def test_there_is_no_network(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with (
        socket.socket(family) as tried,
        pytest.raises(pytest.fail.Exception, match="no network"),
    ):
        tried.connect((address, 80))


def test_this_machine_can_be_reached():
    with socket.socket() as listener, socket.socket() as caller:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        caller.connect(listener.getsockname())
