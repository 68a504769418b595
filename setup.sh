#!/bin/sh
# Make .venv, if need be, and install a lock file into it: ./setup.sh requirements.lock
# Uses uv when it is there, venv and pip otherwise. PYTHON names the interpreter to use.
set -eu
cd "$(dirname "$0")"
lock=$1
venv=.venv

fail() {
    echo "$*" >&2
    exit 1
}

suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.11 python3.12 python3.13 python3.14 python}; do
        if suits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "factcheck needs Python 3.11 or newer, and ${PYTHON:-python3} is" \
        "$("${PYTHON:-python3}" --version 2>/dev/null || echo not there)." \
        "Install one, or name it: PYTHON=/path/to/python3.11 make run"
}

refuse_without_room() {
    needed=$1
    free=$(df -Pm . | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$needed" ] ||
        fail "There is no room: the packages need $needed MB and this disk has $free MB free."
}

case $lock in
*dev*) refuse_without_room 1200 ;;
*) refuse_without_room 600 ;;
esac

if ! suits "$venv/bin/python"; then
    python=$(find_python) || exit 1
    rm -rf "$venv"
    if command -v uv >/dev/null; then
        uv venv --quiet --python "$python" "$venv"
    else
        "$python" -c 'import venv, ensurepip' 2>/dev/null ||
            fail "$python has no venv module. On Debian and Ubuntu: apt install python3-venv" \
                "(or python3.11-venv, as $python is called); then try again."
        "$python" -m venv "$venv" || fail "$venv could not be made: see above."
    fi
fi

# Every package is a wheel whose hash is in the lock: nothing is built, nothing is resolved.
echo "installing $lock into $venv"
if command -v uv >/dev/null; then
    uv pip install --quiet --python "$venv/bin/python" \
        --no-deps --require-hashes --only-binary :all: -r "$lock"
else
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check \
        --no-deps --require-hashes --only-binary :all: -r "$lock"
fi || fail "The packages of $lock could not be installed: see above. Nothing else was changed."

# What make looks at to know that there is nothing to do.
touch "$venv/.requirements"
case $lock in *dev*) touch "$venv/.requirements-dev" ;; esac
