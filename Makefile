# What a developer and a newcomer ask for. Each target does the set-up it needs; asked again, that takes no time.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export PYTHONUTF8 := 1

.PHONY: help
help: ## Tell what can be asked for
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1: \2/p' $(MAKEFILE_LIST)

.PHONY: run
run: ## Open the kiosk on the built-in demonstration stop; ARGS="--speed 60" adds words
	@build_spec/set-up.sh run
	@$(PYTHON) build_spec/translations.py
	@exec $(PYTHON) -m kiosk run --demo $(ARGS)

.PHONY: test
test: ## Run every check: format, lint, types, QML, tests
	@build_spec/set-up.sh dev
	$(PYTHON) build_spec/translations.py
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) build_spec/qmllint.py
	$(PYTHON) -m pytest -n 2 --dist loadfile

.PHONY: bench
bench: ## Measure every promised number beside its floor; ARGS="import" measures one
	@build_spec/set-up.sh dev
	@$(PYTHON) build_spec/translations.py
	@exec $(PYTHON) -m tests.bench $(ARGS)

.PHONY: screenshots
screenshots: ## Draw every screen, both orientations, all themes, into build/screenshots; ARGS="map" draws some
	@build_spec/set-up.sh dev
	@$(PYTHON) build_spec/translations.py
	@exec $(PYTHON) -m tests.screens.screenshots $(ARGS)

.PHONY: package
package: ## Make the Debian package, dist/smart-stop-kiosk_VERSION_amd64.deb
	@build_spec/package.sh

.PHONY: test-appliance
test-appliance: package ## Install the package into a Debian of its own, run, upgrade, break and purge it (as root)
	@build_spec/set-up.sh dev
	$(PYTHON) -m pytest tests/appliance

.PHONY: words
words: ## Collect the words of the screens into resources/translations
	@build_spec/set-up.sh dev
	@exec $(PYTHON) build_spec/translations.py --update

.PHONY: lock
lock: ## Write the locked requirements anew; UPGRADE=--upgrade takes newer versions
	@build_spec/lock.sh $(UPGRADE)

.PHONY: clean
clean: ## Remove everything that was made here, the virtual environment too
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f resources/translations/*.qm
	find kiosk tests build_spec -name __pycache__ -prune -exec rm -rf {} +
