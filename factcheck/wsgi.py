"""The WSGI application that granian serves: stored pages in front, Django behind them."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

django = get_wsgi_application()

from readers.stored import StoredPages  # noqa: E402 - apps must be loaded first

application = StoredPages(django)
