# `make demo` shows zeren, `make test` checks it; each does its own set-up and works as the very first command.

VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements.lock
DEV_LOCK := requirements-dev.lock
PACKAGES := loaders ontology graph queries viz api
SOURCES := $(PACKAGES) examples bench tests setup.py

# The first interpreter that is new enough; `make test PYTHON=python3.12` chooses another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$name -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$name && break; done)

PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test check lint unit format wheel lock clean

help:
	@echo 'make demo    builds the graph of examples/, prints the headline answer, serves the pages until Ctrl-C'
	@echo 'make test    the whole check: format, lint, types, import contracts, tests'
	@echo 'make check   the same without the tests'
	@echo 'make format  formats the code and repairs what ruff can repair'
	@echo 'make wheel   builds the wheel of a release in dist/, with the reading rules compiled (needs a C compiler)'
	@echo 'make lock    renews the lock files from pyproject.toml (see CONTRIBUTING.md)'
	@echo 'make clean   removes what the other targets made'

demo: $(VENV)/installed
	@$(BIN)/zeren demo

test: lint unit

check: lint

lint: $(VENV)/installed-dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

wheel: $(VENV)/installed-dev
	@mkdir -p dist
	@$(BIN)/python -m bench.wheel dist

$(VENV)/created:
	@test -n '$(PYTHON)' || { echo 'zeren needs Python 3.11 or newer, and none is on the PATH. Install one, or name it: make PYTHON=/path/to/python3' >&2; exit 1; }
	@echo 'Creating $(VENV) with $(PYTHON)'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo 'The environment could not be made. On Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/created $(LOCK) pyproject.toml
	@echo 'Installing zeren from $(LOCK); the first time takes a minute or two'
	@$(INSTALL) --require-hashes --requirement $(LOCK)
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/created $(DEV_LOCK) pyproject.toml
	@echo 'Installing zeren and its tools from $(DEV_LOCK); the first time takes a minute or two'
	@$(INSTALL) --require-hashes --requirement $(DEV_LOCK)
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# The oldest Python needs the most packages, so its resolution serves the newer ones too.
LISTED := import sys, tomllib; project = tomllib.load(open("pyproject.toml", "rb"))
COMPILE := $(VENV)/lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options $(UPGRADE)

lock:
	@python3.11 -c '' || { echo 'The lock is made with Python 3.11, the oldest that zeren supports' >&2; exit 1; }
	python3.11 -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet pip-tools
	python3.11 -c '$(LISTED); print(*project["build-system"]["requires"], sep="\n")' > $(VENV)/build.in
	python3.11 -c '$(LISTED); print(*project["dependency-groups"]["dev"], sep="\n")' > $(VENV)/dev.in
	$(COMPILE) --output-file $(LOCK) pyproject.toml $(VENV)/build.in
	$(COMPILE) --constraint $(LOCK) --all-extras --output-file $(DEV_LOCK) pyproject.toml $(VENV)/build.in $(VENV)/dev.in

clean:
	rm -rf $(VENV) build dist *.egg-info zeren-data test-artifacts
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +
