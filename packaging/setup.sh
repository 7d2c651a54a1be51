#!/usr/bin/env bash
# Makes .venv from requirements.lock and brings the system libraries that Qt needs. Called by make.
# usage: packaging/setup.sh VENV [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1 wanted=${2:-}

say() { printf '%s\n' "$*" >&2; }

quietly() {  # runs a command; its output is shown only when it fails
  local output
  output=$("$@" 2>&1) || { say "$output"; say "This failed: $*"; return 1; }
}

find_python() {  # prints the first Python that is new enough
  local name
  for name in ${wanted:-python3 python3.13 python3.12 python3.11}; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  say "Python 3.11 or newer is needed; none was found as: ${wanted:-python3, python3.13, python3.12, python3.11}."
  say "Install one (Debian 12 and Ubuntu 24.04 bring it: sudo apt-get install python3), or name one: make PYTHON=/path/to/python3 ..."
  return 1
}

missing() { "$python" packaging/missing_libraries.py; }

package_names() {  # of "new|old" the name that this release knows; reads the lines of missing_libraries.py
  local names name
  cut -f 1 | while IFS='|' read -ra names; do
    for name in "${names[@]}"; do
      if [ "$name" = "${names[-1]}" ] || apt-cache show "$name" 2>/dev/null | grep -q '^Package:'; then
        echo "$name"
        break
      fi
    done
  done | sort -u | paste -sd ' '
}

bring_libraries() {
  local lacking
  lacking=$(missing)
  [ -n "$lacking" ] || return 0
  if ! command -v apt-get >/dev/null; then
    say "These are missing, and there is no apt-get here to bring them:"
    say "$(cut -f 2 <<<"$lacking")"
    say "Install the packages of your system that hold them, then call make again."
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    say "Some system packages are missing. Run this, then call make again:"
    say "  sudo apt-get update && sudo apt-get install --no-install-recommends -y $(package_names <<<"$lacking")"
    return 1
  fi
  say "Installing system packages with apt-get (about 60 MB, a minute) ..."
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get update
  # shellcheck disable=SC2046  # one word a package
  quietly apt-get install --no-install-recommends -y $(package_names <<<"$lacking")
  lacking=$(missing)
  [ -z "$lacking" ] || { say "Still missing after apt-get: $(cut -f 2 <<<"$lacking" | tr '\n' ' ')"; return 1; }
}

make_venv() {
  # Without the stamp an earlier attempt was interrupted, and its half-copied packages look installed;
  # with another folder in it the tree was moved, and the scripts inside still name the old one.
  if [ "$(cat "$venv/.ready" 2>/dev/null)" != "$PWD" ] || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    rm -rf "$venv"
  fi
  rm -f "$venv/.ready"
  if [ -d "$venv" ]; then
    say "Bringing $venv up to date with requirements.lock ..."
  else
    say "Installing the pinned packages into $venv (about 180 MB to fetch, 650 MB on disk, one to three minutes) ..."
    "$python" -m venv "$venv"
  fi
  export PIP_DISABLE_PIP_VERSION_CHECK=1
  if ! "$venv/bin/python" -m pip install -q --require-hashes --only-binary :all: -r requirements.lock; then
    say "The packages could not be installed; the reason stands above. Once it is mended, call make again."
    return 1
  fi
  "$venv/bin/python" -m pip install -q --no-deps --no-build-isolation -e .
  printf '%s' "$PWD" >"$venv/.ready"
  say "Ready."
}

if command -v flock >/dev/null; then  # two makes at once take turns
  exec 9<packaging/setup.sh
  flock 9
fi
python=$(find_python)
bring_libraries
make_venv
