# Each target works alone on a fresh clone that has only Python 3.11+ and make.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PLAY := .venv/.play
READY := .venv/.ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile

.PHONY: play test test-slow test-browser attack check help bench pictures packages keys reference slides balance clean

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 11

define PREPARE
	@test -n "$(PYTHON)" || { echo "wargame needs Python 3.11 or newer; none was found on the PATH."; exit 1; }
	@echo "Preparing .venv (once; needs the network) ..."
	@$(PYTHON) -m venv .venv
endef

$(PLAY): pyproject.toml # what playing needs, and no test tools
	$(PREPARE)
	@$(INSTALL) -e .
	@touch $@

$(READY): pyproject.toml
	$(PREPARE)
	@$(INSTALL) -e '.[dev]'
	@touch $(PLAY) $@

play: $(PLAY) ## play the shipped exercise
	@$(BIN)/wargame

test: $(READY) ## run the tests (four minutes)
	$(BIN)/python -m pytest -n 2 -m "not slow"

test-slow: $(READY) ## run the tests that take long (a quarter of an hour)
	$(BIN)/python -m pytest -n 2 -m slow -v

test-browser: $(READY) ## let a class play in a real browser, which has to be installed
	@$(INSTALL) -e '.[browser]'
	$(BIN)/python -m pytest tests/browser -v

attack: $(READY) ## attack files and the app; N=2000 tries 2000 cases of each attack
	WARGAME_ATTACK=$(N) $(BIN)/python -m pytest tests/attack -v -s --timeout 0

check: $(READY) ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY) ## measure speed against the peers (benchmarks/README.md)
	@$(INSTALL) -e '.[bench]'
	$(BIN)/python -m benchmarks

pictures: $(READY) ## draw the screens in docs/pictures from the app itself
	@$(BIN)/python -m docs.pictures

packages: $(READY) ## write which package imports which (docs/architecture)
	@$(BIN)/python -m docs.packages

keys: $(READY) ## write docs/keys.md from the table of commands
	@$(BIN)/python -m docs.keys

reference: $(READY) ## write docs/reference.md from the models
	@$(BIN)/python -m docs.reference

levels: $(READY) ## write the tasks and levels of the course (docs/course) from the scenarios
	@$(BIN)/python -m docs.levels

slides: $(READY) ## write the slides of the course (docs/course)
	@$(BIN)/python -m docs.course_slides

balance: $(READY) ## measure every scenario among bots and write docs/balance.md (three minutes)
	@$(BIN)/python -m docs.balance

clean: ## remove .venv and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
