#!/usr/bin/env bash
# Makes .venv from the lock file and brings the system libraries that Qt needs (Debian, Ubuntu).
# usage: packaging/setup.sh PYTHON VENV
set -euo pipefail
python=$1 venv=$2
say() { printf '%s\n' "$*" >&2; }

apt_install() {  # apt_install PACKAGE...: installs when root, else shows the command
  local as_root=()
  if ! command -v apt-get >/dev/null; then
    say "These packages are missing and this system has no apt-get: $*"; return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    say "Some system packages are missing. Run this, then call make again:"
    say "  sudo apt-get update && sudo apt-get install --no-install-recommends -y $*"
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq
  apt-get install --no-install-recommends -y -qq "$@" >/dev/null
}

first_of() {  # first_of A B: the first name that this release has a package for
  local name
  for name in "$@"; do
    if apt-cache show "$name" >/dev/null 2>&1; then echo "$name"; return; fi
  done
  echo "$1"
}
