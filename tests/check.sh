#!/usr/bin/env bash
# All checks that need no test: style, types, templates, import order, translations,
# migrations, deployment settings. Stops at the first that fails and names it.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
export TESTING=1 DATA_DIR="${CHECK_DATA_DIR:-$PWD/var/check}"
unset DEMO DATABASE_URL STRIPE_API_BASE

step() {
  printf '== %s\n' "$1"
  shift
  "$@" || { printf 'Failed: %s\n' "$*"; exit 1; }
}

deploy_check() {
  env -u TESTING SECRET_KEY="$(head -c 48 /dev/urandom | base64 | tr -d '\n')" \
    BASE_URL=https://mentorit.example DEFAULT_FROM_EMAIL=mentorit@mentorit.example \
    EMAIL_URL=smtp://localhost STRIPE_SECRET_KEY=rk_live_example \
    STRIPE_WEBHOOK_SECRET=whsec_example \
    $bin/python manage.py check --deploy --fail-level WARNING
}

step "Python style" $bin/ruff check --quiet .
step "Python format" $bin/ruff format --quiet --check .
step "Templates" $bin/djlint --quiet --lint templates
step "Import order" $bin/lint-imports --no-cache
step "Translations" $bin/python manage.py messages --check
step "Migrations" $bin/python manage.py makemigrations --check --dry-run
step "Production settings" deploy_check
step "Types" $bin/mypy association accounts payments events network membership mentoring home site
