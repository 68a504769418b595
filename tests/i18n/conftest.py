"""The pseudo-language, for tests that look for words which escaped translation."""

import pytest
from django.utils.translation import trans_real

from tests.i18n.pseudo import PseudoTranslation


@pytest.fixture
def pseudo(monkeypatch):
    """This thread speaks the pseudo-language, and whatever Django translates by default."""
    monkeypatch.setattr(trans_real, "_default", PseudoTranslation())
    before = getattr(trans_real._active, "value", None)
    trans_real._active.value = PseudoTranslation()
    yield
    if before is None:
        del trans_real._active.value
    else:
        trans_real._active.value = before
