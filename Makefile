# Everything here needs Python 3.11 or newer and a registry of packages, nothing else. A step that was done is not done again.

.DEFAULT_GOAL := help
SHELL := /bin/sh
STEP = .venv/bin/python scripts/step.py
UV = .venv/bin/uv
DIST = dist
FRONT = $(wildcard frontend/*.json frontend/*.ts frontend/*.js frontend/*.mjs frontend/*.html frontend/.npmrc) \
        $(wildcard frontend/src frontend/public frontend/scripts)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export UV_NO_PROGRESS = 1
# Caches on another disk are copied, not linked.
export UV_LINK_MODE ?= copy
# Tests start the program hundreds of times: where Python may keep nothing compiled, each time takes two seconds more.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## What can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

.PHONY: demo
demo: run-tools front-end ## Load the demo city and serve the application; prints the address and a sign-in
	@.venv/bin/gridward demo

.PHONY: setup
setup: test-tools front-end browser ## All that is needed to work on Gridward, in .venv and frontend/node_modules, and a browser for tests

.PHONY: test
test: test-tools front-end browser ## All tests: of the front end, then of everything
	@scripts/npm run --prefix frontend --silent test
	@GRIDWARD_CHROMIUM="$$(scripts/browser)" .venv/bin/pytest -q -n 2 --dist loadfile --no-loadscope-reorder --durations 25

.PHONY: lint
lint: test-tools front-end ## Style, import contracts, migrations and the Dockerfile
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@scripts/lint-migrations
	@.venv/bin/hadolint Dockerfile
	@scripts/npm run --prefix frontend --silent lint

.PHONY: types
types: test-tools front-end ## Types, strictly, of both languages
	@.venv/bin/mypy
	@scripts/npm run --prefix frontend --silent typecheck

.PHONY: size
size: test-tools front-end ## The size of what a browser loads, against its limits
	@scripts/npm run --prefix frontend --silent size

.PHONY: lighthouse
lighthouse: run-tools front-end browser ## Lighthouse over the pages that are open all day, in a demo of its own, against their limits
	@scripts/lighthouse

.PHONY: build
build: test-tools front-end ## A wheel with migrations, reference data and front end in it, in dist/
	@$(UV) build --quiet --wheel --no-build-isolation --out-dir $(DIST)
	@ls $(DIST)/*.whl

.PHONY: lock
lock: venv ## Write requirements/*.txt anew from pyproject.toml, with the newest versions that fit
	@scripts/lock

.PHONY: clean
clean: ## Remove all that was made here (not the database: gridward db status says where that is)
	rm -rf .venv .tools dist frontend/node_modules frontend/tools/*/node_modules frontend/dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

.PHONY: run-tools
run-tools: venv
	@$(STEP) run "Installing Python packages" --needs requirements/run.txt --makes .venv/bin/uvicorn \
	    --run $(UV) pip install --no-deps --require-hashes -r requirements/run.txt
	@$(STEP) gridward "Installing Gridward" --needs pyproject.toml --makes .venv/bin/gridward \
	    --run $(UV) pip install --no-deps --no-build-isolation --editable .

.PHONY: test-tools
test-tools: run-tools
	@$(STEP) dev "Installing tools for tests" --needs requirements/dev.txt --makes .venv/bin/pytest \
	    --run $(UV) pip install --no-deps --require-hashes -r requirements/dev.txt

.PHONY: front-end
front-end: run-tools
	@$(STEP) node_modules "Installing packages of the front end" --needs frontend/package-lock.json requirements/run.txt \
	    --makes frontend/node_modules --run scripts/npm ci --prefix frontend --no-audit --no-fund
	@$(STEP) dist "Building the front end" --needs $(FRONT) --makes frontend/dist/index.html \
	    --run scripts/npm run --prefix frontend build

.PHONY: browser
browser: run-tools
	@$(STEP) browser "Finding a browser for tests" --needs scripts/install-browser scripts/browser-package \
	    --run scripts/install-browser
	@scripts/browser >/dev/null || { rm .venv/.made/browser; exit 1; }

.PHONY: venv
venv:
	@cmp -s requirements/uv.txt .venv/.made/uv.txt || scripts/make-venv
