# Sourced by the other scripts: what this machine has, and what may be installed on it.

# 3.11 or newer, with SQLite, and able to make an environment with pip in it.
python_will_do() {
    "$1" -c 'import sys, sqlite3, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
        >/dev/null 2>&1
}

# Prints the first that will do; fails when there is none. PYTHON= is the only one tried if set.
find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$candidate" >/dev/null && python_will_do "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

say_no_python() {
    cat >&2 <<'END'
Python 3.11 atau lebih baru, dengan modul venv, tidak ditemukan di komputer ini.
No Python 3.11 or newer with its venv module was found on this machine.
  Debian, Ubuntu:  apt-get install python3 python3-venv
  PYTHON=/path/to/python3 make run   memakai Python tertentu / uses a certain one
END
}

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# The caller looks again afterwards: a failure here becomes "what is still missing" there.
install_packages() {
    echo "Memasang paket sistem / installing system packages: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null || true
    apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null || true
}
