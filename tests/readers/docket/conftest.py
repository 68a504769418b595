"""Fixtures that the tests in this folder share."""

import pytest
from django.utils import timezone

from readers.docket.page import Month


@pytest.fixture
def month():
    return Month.of("", timezone.now())
