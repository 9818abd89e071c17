#!/bin/sh
# Make the virtual environment $1 and install the project in it; with «test» as $2 the test tools too.
set -eu
venv=$1
group=${2:-}
here=$(dirname "$0")

python=""
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { echo "Dabir needs Python 3.11 or later; none was found." >&2; exit 1; }

if ! [ -x "$venv/bin/python" ] || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    rm -rf "$venv"
    if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
        # Debian's Python leaves venv to a package of its own.
        "$here/packages.sh" venv
        rm -rf "$venv"
        "$python" -m venv "$venv"
    fi
fi

set -- --quiet --editable .
[ -z "$group" ] || set -- "$@" --group "$group"
# CI installs exactly what was tested; elsewhere the bounds of pyproject.toml hold.
[ -z "${CI:-}" ] || set -- "$@" --constraint .ci/constraints.txt
# Dependency groups need a newer pip than some systems bring.
"$venv/bin/python" -m pip install --quiet 'pip>=25.1'
"$venv/bin/python" -m pip install "$@"
