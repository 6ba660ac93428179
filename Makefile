# All commands of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-bench
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
SHELL := /bin/bash
.DEFAULT_GOAL := help
# Hundreds of tests start processes of their own; each would compile the package anew.
export PYTHONDONTWRITEBYTECODE :=
.PHONY: help install install-test browser run test lint types js unit browser-test faults fuzz bench bench-defaults docs screenshots clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "hydroml needs Python 3.11 or newer; this is $$($(PYTHON) -V)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Installing python3-venv"; $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@mkdir -p .typing && ln -sfn .. .typing/hydroml
	@touch $@

install: $(VENV)/run.stamp  ## install what running needs into .venv

install-test:  ## install what testing needs, Chromium included
	@$(MAKE) --no-print-directory -j2 $(VENV)/test.stamp browser

browser:
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then \
	    echo "Installing Chromium"; $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver >/dev/null; \
	  else echo "Chromium is missing and may not be installed here: browser tests will be skipped."; fi; }

run: install  ## start hydroml and open it in the browser
	$(BIN)/hydroml serve --open

test: install-test  ## install what tests need and run them all
	@$(MAKE) --no-print-directory -j2 lint types js
	@$(MAKE) --no-print-directory unit

lint: $(VENV)/test.stamp  ## style and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(VENV)/test.stamp  ## strict types
	MYPYPATH=.typing $(BIN)/mypy -p hydroml

js:  ## tests of the scripts in assets/js, where Node.js is at hand
	@if command -v node >/dev/null; then node --test tests/js/*.test.js; else echo "Node.js is missing: tests/js skipped."; fi

unit: $(VENV)/test.stamp  ## all tests, browser and faults included
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not faults"
	$(BIN)/python -m pytest -n 2 -m faults

browser-test: install-test  ## only the browser walks
	$(BIN)/python -m pytest -m browser

faults: install-test  ## only the tests that kill processes
	$(BIN)/python -m pytest -n 2 -m faults

$(PEERS)/bench.stamp: benchmarks/constraints.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --constraint benchmarks/constraints.txt duckdb phik fg-data-profiling pyarrow scikit-learn lightgbm flaml xgboost-cpu
	@touch $@

fuzz: $(VENV)/test.stamp  ## read 5,000 seeded files in random dialects, damaged in known ways; about five minutes
	$(BIN)/python -m tests.fuzz.fuzz --cases 5000

bench: $(VENV)/test.stamp $(PEERS)/bench.stamp  ## measure the budgets beside peers, one line each
	@for file in benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done

bench-defaults: $(VENV)/test.stamp $(PEERS)/bench.stamp  ## the proposed configuration against the defaults of peers, on eight tables
	$(BIN)/python benchmarks/defaults.py

screenshots: install-test  ## take the pictures of docs/screenshots anew
	$(BIN)/python benchmarks/screenshots.py

docs: $(VENV)/run.stamp  ## make the generated tables of docs/ anew
	$(BIN)/python -m hydroml.app.documentation

clean:  ## remove what the commands above made
	rm -rf $(VENV) $(PEERS) .typing .mypy_cache .ruff_cache .pytest_cache .import_linter_cache artefacts *.egg-info
