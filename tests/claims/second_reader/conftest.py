import pytest


@pytest.fixture
def reader(settings):
    """Names a model as the desk's second reader."""

    def name(model):
        settings.READER_URL, settings.READER_MODEL = model.url, "small"
        settings.READER_KEY = "k3y"
        return model

    return name
