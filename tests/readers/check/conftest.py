"""Fixtures that the tests in this folder share."""

import pytest

from tests.readers import stories


@pytest.fixture
def check():
    return stories.from_article()
