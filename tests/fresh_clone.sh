#!/usr/bin/env bash
# Does what the README says, on a fresh clone of HEAD: `make run` until the site is
# well, its front page, a second start, and with --all also `make test`. Prints times.
# Nothing of this checkout is used but its commits. KEEP=1 leaves the clone where it is.
set -euo pipefail
cd "$(dirname "$0")/.."
source=$PWD
place=$(mktemp -d "${TMPDIR:-/tmp}/fresh-clone-XXXXXX")
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
address=http://localhost:$port
log=$place/log.txt
running=

finish() {
  [ -z "$running" ] || kill "$running" 2>/dev/null || true
  [ -z "$running" ] || wait "$running" 2>/dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf "$place"
}
trap finish EXIT

fail() {
  tail -n 40 "$log"
  echo "Failed: $1"
  exit 1
}

fetch() { python3 -c 'import sys, urllib.request as u; sys.stdout.write(u.urlopen(sys.argv[1], timeout=60).read().decode())' "$1"; }

start_and_stop() { # what this start is called
  local began=$SECONDS
  make run PORT="$port" >>"$log" 2>&1 &
  running=$!
  until fetch "$address/healthz" >/dev/null 2>&1; do
    kill -0 "$running" 2>/dev/null || fail "make run ended by itself"
    [ $((SECONDS - began)) -lt 900 ] || fail "not well after 15 minutes"
    sleep 0.2
  done
  echo "$1: well after $((SECONDS - began)) s"
  [[ $(fetch "$address/") == *"<h1"* ]] || fail "the front page has no heading"
  [[ $(fetch "$address/demo/mail/") == *"<h1"* ]] || fail "the mails cannot be read"
  kill -TERM "$running"
  wait "$running" 2>/dev/null || true
  running=
  if fetch "$address/healthz" >/dev/null 2>&1; then fail "it answers after its end"; fi
  if pgrep -f "$place" >/dev/null; then fail "a process was left behind"; fi
}

# A stranger's shell: none of our settings, no virtual environment.
for name in $(compgen -e); do
  case $name in
    HOME | LANG | LC_* | PATH | PIP_* | SSL_* | *_proxy | *_PROXY | TERM | TMPDIR | USER | UV_*) ;;
    REQUESTS_CA_BUNDLE | NODE_EXTRA_CA_CERTS | PYENV_* | KEEP) ;;
    *) unset "$name" ;;
  esac
done

git clone --quiet "$source" "$place/clone"
cd "$place/clone"
echo "A clone of $(git log -1 --format='%h %s')"
start_and_stop "First start, packages included"
start_and_stop "Second start"
rm -rf var
start_and_stop "First start, packages there"
if [ "${1:-}" = --all ]; then
  began=$SECONDS
  make test || fail "make test"
  echo "make test: $((SECONDS - began)) s"
fi
git status --short | grep . && fail "the checkout is not clean afterwards"
echo "Both commands work on a fresh clone."
