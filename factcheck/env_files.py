"""The files `VAR/env` and `VAR/owner.env`, by which `manage.py up` passes on its settings."""

import os
from collections.abc import Mapping
from pathlib import Path

import dotenv


def read_env(var: Path) -> dict[str, str]:
    """The settings in `VAR/env`; empty if there is no such file."""
    found = dotenv.dotenv_values(var / "env") if (var / "env").is_file() else {}
    return {name: value for name, value in found.items() if value is not None}


def write_env(var: Path, values: Mapping[str, str]) -> None:
    """Write `VAR/env`, which every program of the desk reads."""
    comment = "Written by `manage.py up` at each start. The environment takes precedence."
    _write_private(var / "env", comment, values)


def write_owner_url(var: Path, url: str) -> None:
    """Write the address of the database's owner to `VAR/owner.env`, for `migrate` alone.

    Without a `url` the file is removed: one from an earlier start may name another server.
    """
    if url:
        comment = (
            "Read by `manage.py migrate` only; web server and workers never see this address."
        )
        _write_private(var / "owner.env", comment, {"DATABASE_OWNER_URL": url})
    else:
        (var / "owner.env").unlink(missing_ok=True)


def read_owner_url(var: Path, *, database_url: str) -> str:
    """The owner's address for the database that this desk last started with; else empty.

    `database_url` is the app's address of the database in question. If `VAR/env` names another
    database, `VAR/owner.env` doesn't apply and the result is empty.
    """
    if read_env(var).get("DATABASE_URL") != database_url or not (var / "owner.env").is_file():
        return ""
    return dotenv.dotenv_values(var / "owner.env").get("DATABASE_OWNER_URL") or ""


def _write_private(path: Path, comment: str, values: Mapping[str, str]) -> None:
    """Write a file of settings that only its owner can read, replacing an older one at once."""
    lines = [
        f"# {comment}",
        *(f"{name}='{_escaped(value)}'" for name, value in sorted(values.items())),
    ]
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
    draft.replace(path)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
