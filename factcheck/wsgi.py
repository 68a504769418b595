"""The WSGI application, run by `factcheck.rsgi`: stored pages in front of Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

django = get_wsgi_application()

from readers.pagecache.middleware import StoredPages  # noqa: E402 - apps must be loaded first

application = StoredPages(django)
