#!/usr/bin/env bash
# Sees to it that Chromium, what Playwright needs, and PostgreSQL's programs are here. As root on a Debian system it
# installs what is missing; otherwise it names what is missing and fails.
set -eu
cd "$(dirname "$0")/.."
. deploy/system.sh

have_chromium() {
    local name
    for name in chromium-headless-shell chromium chromium-browser; do
        command -v "$name" >/dev/null && return
    done
    return 1
}
have_postgres() {
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}
# Playwright's own Node is linked against it, and a bare Debian has it not.
have_libatomic() {
    local known
    known=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p) && [[ $known == *libatomic.so.1* ]]
}
missing_packages() {
    have_chromium || printf 'chromium fonts-dejavu-core '
    have_libatomic || printf 'libatomic1 '
    have_postgres || printf 'postgresql'
}

packages=$(missing_packages)
[ -n "$packages" ] || exit 0
if may_install; then
    # Where the system knows it: Chromium without a frame around its windows, half the work.
    have_chromium || install_packages chromium-headless-shell fonts-dejavu-core
    packages=$(missing_packages)
    [ -n "$packages" ] || exit 0
    # Word splitting is meant: one argument a package.
    # shellcheck disable=SC2086
    install_packages $packages
    packages=$(missing_packages)
    [ -n "$packages" ] || exit 0
fi
cat >&2 <<END
Pengujian memerlukan yang belum terpasang: $packages
The tests need what is not installed: $packages
  Debian, Ubuntu:  sudo apt-get install $packages
Tidak ada pengujian yang dilewati diam-diam. No test is skipped in silence.
END
exit 1
