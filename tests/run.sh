#!/usr/bin/env bash
# `make test`: every check and every test once, on SQLite and on PostgreSQL, and in
# the browser, with the branches that the tests walked.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
workers=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
started=$SECONDS

bash tests/check.sh

echo "== Texts"
TESTING=1 DATA_DIR="$PWD/var/check" $bin/python manage.py messages --compile

echo "== Calendar programs to read with"
$bin/python -m tests.support.readers

echo "== Tests on SQLite"
rm -f .coverage .coverage.*
$bin/coverage run -m pytest -q -n "$workers" --dist loadgroup -m "not browser and not soak"
$bin/coverage combine --quiet
$bin/coverage report --format=total --fail-under="$(cat tests/coverage-floor.txt)" ||
  { echo "Fewer branches are tested than tests/coverage-floor.txt asks for."; exit 1; }

echo "== Tests on PostgreSQL"
$bin/python -m tests.support.postgresql \
  $bin/python -m pytest -q -n "$workers" --dist loadgroup -m "not browser and not soak"

echo "== Tests in the browser"
$bin/python -m pytest -q -n "$workers" -m "browser and not soak" --dist loadfile

echo "All is well after $((SECONDS - started)) s."
