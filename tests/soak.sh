#!/usr/bin/env bash
# `make soak`: random histories, kills, races and sizes in greater numbers.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
echo "== Every test on PostgreSQL, also those to which the database is all the same"
EVERYTHING=1 $bin/python -m tests.support.postgresql \
  $bin/python -m pytest -q -n 2 --dist loadgroup -m "not browser and not soak"
export SOAK="${SOAK:-20}"
echo "== Soak on SQLite, times $SOAK"
$bin/python -m pytest -q -n 2 --dist loadgroup -m "not browser" --hypothesis-profile=soak
echo "== Soak on PostgreSQL, times $SOAK"
$bin/python -m tests.support.postgresql \
  $bin/python -m pytest -q -n 2 --dist loadgroup -m "not browser" --hypothesis-profile=soak
