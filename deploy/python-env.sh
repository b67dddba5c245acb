#!/usr/bin/env bash
# Makes .venv from a Python that is new enough, and installs the named requirements into it.
# Usage: deploy/python-env.sh requirements.txt
# PYTHON=/path/to/python3 chooses the interpreter. Where packages come from is pip's own setting.
set -eu
cd "$(dirname "$0")/.."
. deploy/system.sh

make_environment() {
    local python
    # Debian leaves venv out of its python3.
    find_python >/dev/null || ! may_install || install_packages python3 python3-venv
    python=$(find_python) || {
        say_no_python
        return 1
    }
    echo "Membuat .venv / making .venv: $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
}

# An interrupted first start leaves a .venv without pip behind: make it anew.
.venv/bin/python -m pip --version >/dev/null 2>&1 || make_environment
echo "Memasang pustaka dari $1, sekali saja / installing the libraries of $1, once"
.venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check -r "$1"
