# `make run` and `make test` are enough; `make help` lists all.
# HOST, PORT and DATABASE_URL reach the commands from here as from the environment: make run PORT=9000

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test check audit browser nginx screens texts charts bench bench-short lock again
.DELETE_ON_ERROR:

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

run: .venv/for-run ## install what is needed, load the sample if there is no data, serve http://127.0.0.1:8501
	@$(BIN)/python -m dashboard run

test: check browser nginx ## install what tests need and run all of them
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: .venv/for-test ## format, lint, types, the direction of imports and what is unsafe
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/ruff check --select D100,D101,D102,D103,D104 app.py dashboard data_access pages sample_data
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive app.py dashboard data_access pages sample_data

audit: .venv/for-test ## look the lock files up among known vulnerabilities (needs a network)
	$(BIN)/pip-audit --disable-pip --require-hashes --requirement requirements.lock --requirement requirements-dev.lock

browser: .venv/for-test ## install a browser for the tests unless there is one
	@.ci/install-browser $(BIN)/python

nginx: ## install nginx for the tests unless there is one
	@.ci/install-nginx

screens: browser ## take the pictures of all screens anew, into docs/screens
	$(BIN)/python -m tests.e2e.screens

texts: .venv/for-test ## bring new messages of the code into the catalogues of kk and ru
	$(BIN)/python -m dashboard.catalogues

charts: .venv/for-test ## draw the charts anew after a change to dashboard/charts/drawings
	$(BIN)/python -m dashboard.charts.drawings

bench: .venv/for-test ## measure what takes time, into bench/results
	$(BIN)/python -m bench

bench-short: browser nginx ## run each measure small and once, into var/bench: only to see that it runs
	$(BIN)/python -m bench --short --into var/bench

lock: .venv/for-test ## resolve requirements*.txt into the lock files
	$(BIN)/uv pip compile $(RESOLVE) requirements.txt --output-file requirements.lock
	$(BIN)/uv pip compile $(RESOLVE) requirements-dev.txt --constraint requirements.lock --output-file requirements-dev.lock

RESOLVE := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

# Each stamp says that its lock file, as it is now, is installed. Without a change to it no network is needed.
.venv/for-run: requirements.lock
.venv/for-test: requirements-dev.lock
.venv/for-run .venv/for-test:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is not Python 3.11 or newer; name one that is: make PYTHON=python3.13 ..." >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf .venv && $(PYTHON) -m venv .venv; }
	@echo "Installing $< (the first time this takes some minutes)."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# A system that moved to another Python leaves a .venv that does not start: build it again.
ifneq ($(shell $(BIN)/python -c 'print(1)' 2>/dev/null),1)
.venv/for-run .venv/for-test: again
endif
