#!/bin/sh
# Makes .venv and installs the pinned packages: scripts/setup.sh run|test
# Ends within a moment where the stamp of the last good install still fits the Python and the pins.
set -eu
cd "$(dirname "$0")/.."

case "${1:-}" in
    run) pins=requirements.txt ;;
    test) pins=requirements-dev.txt ;;
    *) echo "usage: scripts/setup.sh run|test" >&2; exit 2 ;;
esac
venv=.venv
stamp=$venv/.installed-$1
unfinished=$venv/.installing  # outlives an install that was cut short
supported='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

fail() { echo "set-up: $*" >&2; exit 1; }

fingerprint() {
    "$venv/bin/python" -c 'import hashlib, sys
print(sys.version, hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$pins"
}

# A uv from before 0.4 reads neither our hashes nor our markers well.
uv_on_path() { case "$(uv --version 2>/dev/null)" in "uv 0."[0-3].* | "") false ;; *) true ;; esac; }

pick_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$candidate" -c "$supported" 2>/dev/null; then echo "$candidate"; return; fi
    done
    fail "Python 3.11, 3.12 or 3.13 is needed. Install one, or name it: PYTHON=/path/to/python3 make run"
}

# Debian keeps ensurepip, without which `python3 -m venv` fails, in a package of its own.
need_ensurepip() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    scripts/apt.sh "$package" || fail "$1 cannot make a virtual environment. This mends it: sudo apt-get install $package"
}

# Whole, made for the Python that is behind it today, and with an installer to fill it.
venv_is_sound() {
    [ ! -e "$unfinished" ] && "$venv/bin/python" -c "$supported" 2>/dev/null &&
        "$venv/bin/python" -c 'import os, sys, sysconfig; sys.exit(not os.path.isdir(sysconfig.get_path("purelib")))' &&
        { uv_on_path || "$venv/bin/python" -c 'import pip' 2>/dev/null; }
}

make_venv() {
    rm -rf "$venv"
    python=$(pick_python)
    if uv_on_path; then uv venv --quiet --python "$python" "$venv"; return; fi
    need_ensurepip "$python"
    "$python" -m venv "$venv"
}

pip_install() { "$venv/bin/python" -m pip install --quiet --require-hashes --only-binary :all: -r "$1"; }
uv_install() { "$1" pip install --quiet --python "$venv/bin/python" --require-hashes --only-binary :all: -r "$pins"; }

install_packages() {
    if uv_on_path; then uv_install uv; return; fi
    if pip_install requirements-uv.txt && uv_install "$venv/bin/uv"; then return; fi
    echo "set-up: going on with pip, which takes about a minute more" >&2
    pip_install "$pins"
}

# Two at a time would take each other's work for a broken install. Where flock is missing (macOS), nothing guards that.
exec 9< scripts/setup.sh
if command -v flock > /dev/null; then flock 9; fi

venv_is_sound || make_venv
if [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint)" ]; then exit 0; fi
echo "set-up: installing $pins into $venv (about a minute, only this once)"
: > "$unfinished"
rm -f "$stamp"
install_packages || fail "the packages could not be installed, for the reason above. The next run starts afresh."
fingerprint > "$stamp"
rm "$unfinished"
