#!/bin/sh
# Make the environment from the lock file: setup.sh VENV LOCK STAMP
set -eu
venv=$1 lock=$2 stamp=$3

python=
for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Electionwatch needs Python 3.11 or newer, and none was found on the PATH." >&2
    exit 1
fi

digest=$("$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$lock")
if [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$digest" ]; then
    touch "$stamp"
    exit 0
fi

if ! "$venv/bin/python" -c '' 2>/dev/null; then
    echo "Making the environment in $venv with $("$python" --version) ..."
    rm -rf "$venv"
    "$python" -m venv "$venv" || {
        echo "The venv module failed; on Debian and Ubuntu it is in the package python3-venv." >&2
        exit 1
    }
fi
echo "Installing the locked dependencies ..."
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$lock"
"$venv/bin/python" manage.py compile_catalogues
printf '%s\n' "$digest" >"$stamp"
