# Each target works alone on a fresh clone that has only Python 3.11+ and make.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: play test check help bench pictures packages keys reference balance clean

help: ## say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "wargame needs Python 3.11 or newer; none was found on the PATH."; exit 1; }
	@echo "Preparing .venv (once; needs the network) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

play: $(STAMP) ## play the shipped exercise
	@$(BIN)/wargame

test: $(STAMP) ## run the tests
	$(BIN)/python -m pytest -n 2

check: $(STAMP) ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP) ## measure speed against the peers (benchmarks/README.md)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m benchmarks

pictures: $(STAMP) ## draw the screens in docs/pictures from the app itself
	@$(BIN)/python -m docs.pictures

packages: $(STAMP) ## write which package imports which (docs/architecture)
	@$(BIN)/python -m docs.packages

keys: $(STAMP) ## write docs/keys.md from the table of commands
	@$(BIN)/python -m docs.keys

reference: $(STAMP) ## write docs/reference.md from the models
	@$(BIN)/python -m docs.reference

balance: $(STAMP) ## measure every scenario among bots and write docs/balance.md (ten minutes)
	@$(BIN)/python -m docs.balance

clean: ## remove .venv and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
