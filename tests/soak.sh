#!/usr/bin/env bash
# `make soak`: random histories, kills, races and sizes in greater numbers.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
export SOAK="${SOAK:-20}"
echo "== Soak on SQLite, times $SOAK"
$bin/python -m pytest -q -n 2 -m "not browser" --hypothesis-profile=soak
echo "== Soak on PostgreSQL, times $SOAK"
$bin/python -m tests.support.postgresql \
  $bin/python -m pytest -q -n 2 -m "not browser" --hypothesis-profile=soak
