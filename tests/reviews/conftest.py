"""Somebody who works at the desk."""

import pytest

from tests import given


@pytest.fixture
def checker():
    return given.checker(name="Jo Reed")
