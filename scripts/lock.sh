#!/bin/sh
# Resolve pyproject.toml into the hashed lock files, for every platform, naming no index: lock.sh VENV
# Needs the resolver `uv`; it is put into a throw-away environment, since only this task uses it.
set -eu
venv=$1
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"$venv/bin/python" -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv
resolve() {
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}
resolve pyproject.toml -o requirements.lock
resolve --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
resolve --group bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock
