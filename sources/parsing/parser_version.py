"""Which readers read pages here: what one edition found, it would find again."""

import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

OURS = Path(__file__).parent.parent


@cache
def parser_version() -> str:
    """A SHA-256, in hex, over the code of `sources`, Python and the installed packages.

    It is no number that somebody must remember to count up: whatever is upgraded makes another
    edition, also where no reader is touched, which costs one reading of each page. A process
    keeps the edition that it began with.
    """
    code = sha256(sys.version.encode())
    for path in sorted(OURS.rglob("*.py")):
        code.update(path.relative_to(OURS).as_posix().encode() + b"\0" + path.read_bytes())
    packages = sorted(f"{one.name} {one.version}" for one in distributions())
    code.update("\n".join(packages).encode())
    return code.hexdigest()
