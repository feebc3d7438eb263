# What can be done here. `make help` lists it. Nothing is installed outside the
# checkout, except a browser for the tests where that is needed and possible.
.DEFAULT_GOAL := help
SHELL := /bin/bash
export PORT ?= 8000
export DATA_DIR ?= $(CURDIR)/var
UV := .tools/bin/uv
PYTHON := .venv/bin/python
READY := .venv/.ready

.PHONY: help run test check soak bench manage browser screenshots clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

$(UV):
	@command -v python3 >/dev/null || { echo "Python 3 is missing: install it from python.org or your system."; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' || { echo "This Python 3 is too old: install 3.13 from python.org or your system."; exit 1; }
	@echo "Bringing uv into .tools/ …"
	@python3 -m venv --clear .tools >/dev/null 2>&1 || { rm -rf .tools; echo "Python's venv is missing: install the package python3-venv."; exit 1; }
	@.tools/bin/python -m pip --quiet --disable-pip-version-check install uv || { echo "uv could not be fetched: see the message above; is there a network?"; exit 1; }

$(READY): uv.lock pyproject.toml .python-version | $(UV)
	@echo "Installing the packages into .venv/ …"
	@UV_PROJECT_ENVIRONMENT=.venv $(UV) sync --quiet --frozen --all-extras || { echo "The packages could not be installed: see the message above; is there a network?"; exit 1; }
	@touch $@

run: $(READY) ## serve the demo association on http://localhost:8000 (PORT=…, DATA_DIR=…)
	@exec $(PYTHON) -m demo.serve

manage: $(READY) ## a management command on the demo's data: make manage ARGS="backup x.tar.gz"
	@$(PYTHON) -m demo.serve $(or $(ARGS),help)

test: $(READY) browser ## all checks and all tests, on SQLite and PostgreSQL, in the browser
	@bash tests/run.sh

check: $(READY) ## lint, types, templates, import order, translations, migrations
	@bash tests/check.sh

soak: $(READY) browser ## the tests in greater numbers, for up to an hour
	@bash tests/soak.sh

bench: $(READY) ## speed, measured against a bare view in the same run
	@$(PYTHON) -m bench; first=$$?; for one in feeds dues lists bank letters matching; do $(PYTHON) -m bench.$$one || first=1; done; exit $$first

screenshots: $(READY) browser ## the pictures of the README, made anew
	@$(PYTHON) -m pytest tests/browser/test_screenshots.py -q -n0 --screenshots

browser: $(READY)
	@$(PYTHON) -m tests.support.chromium

clean: ## remove what these commands made, the demo's data included
	rm -rf .venv .tools var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
