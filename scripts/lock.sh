#!/bin/sh
# Compiles requirements*.in into requirements*.txt, every file pinned by hash; arguments go to uv: scripts/lock.sh --upgrade
# Then makes sure that each machine we promise finds a wheel for every pin.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)
export CUSTOM_COMPILE_COMMAND="make lock" UV_CUSTOM_COMPILE_COMMAND="make lock"
# The deployment target of macOS 14: PyAV has no older wheel.
export MACOSX_DEPLOYMENT_TARGET=14.0

# One version for every Python, so that the same request makes the same music on each.
compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --only-binary :all: "$@"
}
compile "$@" requirements.in -o requirements.txt
compile "$@" requirements-dev.in -c requirements.txt -o requirements-dev.txt
compile "$@" requirements-uv.in -o requirements-uv.txt
compile "$@" benchmarks/requirements-singing.in -c requirements-dev.txt -o benchmarks/requirements-singing.txt

for python in 3.11 3.12 3.13; do
    for platform in x86_64-manylinux_2_28 aarch64-manylinux_2_28 aarch64-apple-darwin; do
        echo "wheels for Python $python on $platform"
        "$uv" pip install --quiet --dry-run --target .venv/.none --python-version "$python" --python-platform "$platform" \
            --require-hashes --only-binary :all: -r requirements-dev.txt
    done
done
