"""Settings of a test run: the desk's own, on engines of its own in a private folder.

The engines start when the first test asks for them (`tests/servers.py`); where they will listen
is settled here, before Django reads its settings. Never the `VAR` of a running desk.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

FOLDER = Path(
    tempfile.mkdtemp(prefix="fc-", dir="/tmp")
)  # short: a socket's path has 107 bytes
(FOLDER / "static").mkdir()  # WhiteNoise looks for it at the start
DATABASE = "factcheck_test"
TEMPLATE = "factcheck_template"

_sockets = quote(str(FOLDER / "postgres"), safe="")
for _name in [
    name for name in os.environ if name.startswith(("CELERY_", "DESK_", "API_RATE_"))
]:
    del os.environ[_name]
os.environ.update(
    VAR=str(FOLDER),
    DATABASE_URL=f"postgresql://factcheck_app@{_sockets}/{DATABASE}",
    DATABASE_OWNER_URL=f"postgresql://factcheck_owner@{_sockets}/{TEMPLATE}",
    DATABASE_POOL="24",
    REDIS_URL=f"unix://{quote(str(FOLDER / 'valkey' / 'valkey.sock'))}?db=0",
    SECRET_KEY="for-tests-alone-" + os.urandom(16).hex(),
    SITE_URL="http://testserver",
    HTTPS="0",
    DEBUG="0",
    CAPTURE_GAP="0",
    # The Celery application reads its settings while these are still being read, and programs
    # that tests start get no shortcuts: both take the desk's own.
    DJANGO_SETTINGS_MODULE="factcheck.settings",
)

from factcheck.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["tests.hashers.Quick"]
STORAGES["staticfiles"] = {  # noqa: F405 - needs no collectstatic
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}


def _remove(creator: int = os.getpid()) -> None:
    if os.getpid() == creator:
        shutil.rmtree(FOLDER, ignore_errors=True)


atexit.register(_remove)
