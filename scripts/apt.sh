#!/bin/sh
# Installs one Debian package, quietly, where that is possible without asking anybody: scripts/apt.sh PACKAGE
set -eu
[ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || exit 1
echo "set-up: installing Debian's $1"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "$1" > /dev/null
