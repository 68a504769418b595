"""The version of the parsers: the same version finds the same text in the same bytes."""

import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

OURS = Path(__file__).parent.parent


@cache
def parser_version() -> str:
    """A SHA-256, in hex, over the code of `sources`, Python and the installed packages.

    Nobody has to remember to raise a number: any upgrade makes a new version, even one that
    leaves the parsers alone, which costs one parse of each page. A process keeps the version
    that it started with.
    """
    code = sha256(sys.version.encode())
    for path in sorted(OURS.rglob("*.py")):
        code.update(path.relative_to(OURS).as_posix().encode() + b"\0" + path.read_bytes())
    packages = sorted(f"{one.name} {one.version}" for one in distributions())
    code.update("\n".join(packages).encode())
    return code.hexdigest()
