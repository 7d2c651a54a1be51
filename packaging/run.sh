#!/usr/bin/env bash
# Opens the window; where there is no display, runs the demo into ./demo-output. Called by make.
# usage: packaging/run.sh BIN
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$1

if [ "$(uname)" = Darwin ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  code=0
  "$bin/python" -m affiliate_desktop || code=$?
  if [ "$code" = 134 ]; then  # Qt aborts when it cannot reach the display
    echo "The window could not be opened on display ${DISPLAY:-}${WAYLAND_DISPLAY:-}. Without one: make demo" >&2
  fi
  exit "$code"
fi
echo "There is no display here, so no window: running the demo into ./demo-output instead." >&2
QT_QPA_PLATFORM=offscreen exec "$bin/python" -m affiliate_desktop demo demo-output
