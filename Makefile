# Two commands do everything on a fresh Debian or Ubuntu: make run, make test.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := $(VENV)/.peers

.PHONY: help setup run demo test check format bench soak fuzz lock wheel clean

help:            ## what can be made
	@awk -F ':.*## *' '/^[a-z]+:.*##/ { printf "make %-8s%s\n", $$1, $$2 }' Makefile

setup: $(READY)  ## system libraries and .venv (PYTHON=... names an interpreter)

# The stamp holds the folder it was made in: a tree that was moved, or whose Python has gone, is set up again.
ifneq ($(shell cat $(READY) 2>/dev/null)|$(realpath $(BIN)/python),$(CURDIR)|$(or $(realpath $(BIN)/python),none))
.PHONY: $(READY)
endif
$(READY): requirements.lock pyproject.toml packaging/setup.sh packaging/missing_libraries.py
	@bash packaging/setup.sh "$(VENV)" $(PYTHON)

run: setup       ## open the window (where there is no display: the demo, into ./demo-output)
	@bash packaging/run.sh "$(BIN)"

demo: setup      ## the whole path on sample data, into ./demo-output
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m affiliate_desktop demo demo-output

test: setup      ## the whole suite
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto -q

check: setup     ## style, types, arrows between the rooms
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

format: setup    ## tidy the source
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

# What `make bench` measures us beside, and what only the long tests need.
$(PEERS): requirements-peers.lock $(READY)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@touch $@

bench: setup $(PEERS)  ## speed beside its floors and peers; also written to bench-output/results.md
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

soak: setup $(PEERS)  ## long runs: kill -9, fuzz, many files
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto -q -m soak

fuzz: setup $(PEERS)  ## a minute of atheris on each reader (FUZZ="600 text" for longer, and one only)
	@$(BIN)/python -m tests.fuzz $(FUZZ)

wheel: setup     ## an installable package, into dist/
	@$(BIN)/python -m hatchling build -t wheel -d dist

lock: setup      ## pin every package anew, with hashes and without addresses
	$(BIN)/python -m venv build/lock && build/lock/bin/python -m pip install -q uv
	build/lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements.lock
	build/lock/bin/uv pip compile pyproject.toml --extra peers -c requirements.lock --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements-peers.lock

clean:           ## remove what was built
	rm -rf $(VENV) build dist demo-output bench-output .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
