# Kontor. `make` explains itself.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test check docs messages format locks clean wheel

help: ## show this list
	@echo "Kontor: the platform of an alliance of cities. Two commands are enough:"
	@echo "  make demo    the running alliance on the demo record, with sign-ins for each persona"
	@echo "  make test    everything that is tested"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- set-up: each step leaves a stamp and is done again only when what it was made from changes ---
$(VENV)/created:
	@echo "· creating the environment in $(VENV) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kontor needs Python 3.11 or newer: set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing (Debian: apt-get install python3-venv)"; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/created requirements.lock
	@echo "· installing the packages of requirements.lock (checked by hash) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@echo "$(CURDIR)/src" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/kontor.pth"
	@printf '#!/bin/sh\nexec "%s/$(BIN)/python" -m kontor "$$@"\n' "$(CURDIR)" > $(BIN)/kontor && chmod +x $(BIN)/kontor
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	@echo "· installing the packages for tests and checks …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/installed: package.json package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node 20 (Debian: apt-get install nodejs npm)"; exit 1; }
	@echo "· bringing the front-end packages …"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(VENV)/assets: node_modules/installed tools/frontend.py $(VENV)/installed
	@$(BIN)/python tools/frontend.py
	@touch $@

STYLES := src/kontor/ui/static/ui
$(STYLES)/ui.css: $(STYLES)/theme.css $(wildcard $(STYLES)/components/*.css) src/kontor/ui/bundle.py $(VENV)/installed
	@echo "· putting the style sheet together …"
	@$(BIN)/python -m kontor.ui.bundle

$(VENV)/catalogues: $(wildcard src/kontor/locale/*/LC_MESSAGES/*.po) $(VENV)/installed
	@echo "· compiling the catalogues …"
	@$(BIN)/python tools/catalogues.py compile
	@touch $@

setup: $(VENV)/installed $(VENV)/assets $(STYLES)/ui.css $(VENV)/catalogues ## environment, packages, front end, catalogues

# The demo starts several processes: without compiled modules each would compile them again.
demo demo-reset: export PYTHONDONTWRITEBYTECODE =
demo: setup ## bring up the running alliance (PORT=8000)
	@$(BIN)/kontor demo --port $(PORT)

demo-reset: setup ## the same, starting afresh
	@$(BIN)/kontor demo --port $(PORT) --reset

test: setup $(VENV)/installed-dev ## the whole suite, with real database and real browser
	@$(BIN)/python tools/prerequisites.py
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: setup $(VENV)/installed-dev ## ruff, mypy, storeys, migrations, translations, templates, licences
	@$(BIN)/python tools/checks.py

docs: setup ## draw the lifecycles and other generated pages again
	@KONTOR_MODE=test $(BIN)/python tools/generated_docs.py

messages: setup $(VENV)/installed-dev ## collect the texts to be translated (needs gettext)
	@$(BIN)/python tools/catalogues.py collect

format: $(VENV)/installed-dev ## format Python and templates
	@$(BIN)/ruff format src tests tools bench
	@$(BIN)/ruff check --fix --quiet src tests tools bench || true
	@find src -name '*.html' -not -path '*/vendor/*' -exec $(BIN)/djade --target-version 5.2 {} + || true

wheel: setup $(VENV)/installed-dev ## build the installable package into dist/
	@rm -rf dist && $(BIN)/python -m hatchling build -t wheel -d dist >/dev/null && ls dist/*.whl

locks: $(VENV)/installed-dev ## take the newest packages that pyproject.toml allows
	@$(BIN)/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --extra dev --upgrade --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements-dev.lock

clean: ## remove everything that was made here
	rm -rf $(VENV) node_modules dist src/kontor/vendor src/kontor/static/vendor
	rm -f $(STYLES)/ui.css
	find src -name '*.mo' -delete
