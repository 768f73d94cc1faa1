# Every target sets up all it needs by itself, in .venv, from the versions in requirements.lock.

PYTHON ?= $(shell sh .ci/quicker-python)
BIN := .venv/bin
READY := .venv/.ready
UV := VIRTUAL_ENV=.venv $(BIN)/uv
PACKAGES := bot sandbox console handlers chat printing promotions queueing orders payments catalog people database locales
WORKERS ?= auto
KILLS ?= 100
ORDERS ?= 1000000
SEED ?=
TRIED ?= tests

unexport PYTHONDONTWRITEBYTECODE  # the tests start the program many times: it is compiled once

.PHONY: help setup demo test coverage torture storms trials check format bench lock messages schema pictures clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

setup: $(READY)  ## .venv with everything in it, .venv/bin/hereabouts among it

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make setup PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv && $(PYTHON) -m pip install --quiet --target .venv-maker virtualenv && PYTHONPATH=.venv-maker $(PYTHON) -m virtualenv --quiet .venv && rm -rf .venv-maker; }
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.lock
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement .venv/uv.lock
	$(UV) pip install --quiet --compile-bytecode --no-deps --require-hashes --requirement requirements.lock \
		|| $(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements.lock  # reads pip's own settings
	$(UV) pip install --quiet --no-deps --no-build-isolation --offline --editable .
	$(UV) pip check --quiet
	@touch $@

demo: $(READY)  ## everything on this machine, no account: opens the sandbox page
	$(BIN)/hereabouts demo

test: $(READY)  ## everything tested: SQLite, a real PostgreSQL, and the page in Chromium where there is one
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

coverage: $(READY)  ## the same tests, twice as slow: which lines they miss, and fails below the floor
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered

torture: storms trials  ## both of the next two: everything at length; a night

storms: $(READY)  ## the real program killed KILLS times, alone on each engine and as two behind one webhook, and the judges judged; SEED replays a run
	KILLS=$(KILLS) SEED=$(SEED) $(BIN)/python -m pytest -s tests/torture

trials: $(READY)  ## all other tests on both engines, the races' guards judged, the search and the hours tried at length, each benchmark run in small; TRIED names some of them
	KILLS=$(KILLS) $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal --ignore tests/torture $(TRIED)

check: $(READY)  ## format, lint, types, imports, translations, dead code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m locales.updating --check
	$(BIN)/vulture

format: $(READY)  ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## the benchmarks, each a ratio measured side by side in one run; writes docs/performance.md; ORDERS in the large database
	ORDERS=$(ORDERS) $(BIN)/python -m benchmarks

messages: $(READY)  ## bring the translations' files up to date with the texts in the code
	$(BIN)/python -m locales.updating

schema: $(READY)  ## write docs/schema.md from the tables
	$(BIN)/python -m tests.schema

pictures: $(READY)  ## take the README's pictures from the real demo
	$(BIN)/python -m tests.pictures

lock: $(READY)  ## choose the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile pyproject.toml --group dev --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock

clean:  ## forget everything that was made here
	rm -rf .venv .venv-maker build *.egg-info .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
