# Two commands do everything on a fresh Debian or Ubuntu: make run, make test.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export QT_QPA_PLATFORM_TEST ?= offscreen

.PHONY: help setup run demo test check format bench soak lock clean

help:            ## what can be made
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/ -/'

setup: $(VENV)/.ready  ## system libraries and .venv

$(VENV)/.ready: requirements.lock pyproject.toml packaging/setup.sh
	@bash packaging/setup.sh "$(PYTHON)" "$(VENV)"
	@touch $@

run: setup       ## open the window (the demo where there is no display)
	@bash packaging/run.sh "$(BIN)"

demo: setup      ## the whole path on sample data, into ./demo-output
	@QT_QPA_PLATFORM=offscreen $(BIN)/affiliate-desktop demo demo-output

test: setup      ## the whole suite
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto -q

check: setup     ## style, types, arrows between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup    ## tidy the source
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup     ## speed beside its floors and peers
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

soak: setup      ## long runs: kill -9, fuzz, many files
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto -q -m soak

lock: setup      ## pin every package anew, with hashes and without addresses
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install -q uv
	build/lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements.lock

clean:           ## remove what was built
	rm -rf $(VENV) build dist demo-output bench-output .mypy_cache .pytest_cache .ruff_cache
