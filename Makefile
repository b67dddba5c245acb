# The front door. `make` alone lists what can be done here.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Each server, worker and test process would translate the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8501
PY := .venv/bin/python
# One worker more than two cores: tests wait for browsers and servers a third of their time.
WORKERS ?= 3
PINS := requirements.txt constraints.txt
SOURCES := benchmarks charts core data metrics pages reports review

# Requests that bench-services measures with.
N ?= 1000000

.PHONY: help run test test-fast lint words screenshots bench bench-services clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: ## serve the dashboard on port 8501 (PORT=8600 chooses another)
	@deploy/port-is-free.sh $(PORT)
	@$(MAKE) -s .venv/run-ready
	@$(PY) manage.py init
	@exec $(PY) -m streamlit run dashboard.py --server.port $(PORT) --server.headless true

test: ## install what the tests need, then run all of them
	@deploy/prepare-tests.sh
	@$(MAKE) -s .venv/test-ready
	@$(MAKE) lint
	$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-fast: .venv/test-ready ## run the tests that need neither a browser nor PostgreSQL (not all!)
	@echo "Only the fast tests: browser and PostgreSQL are left out. The whole is: make test"
	$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not browser and not postgres and not slow"

lint: .venv/test-ready ## check style, format, types and the one direction of the layers
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo

words: .venv/test-ready ## check that the catalogues hold every word, in both languages
	$(PY) -m pytest tests/words

screenshots: .venv/test-ready ## write every screen at three sizes, light and dark, to screenshots/
	$(PY) docs/screenshots.py

bench: .venv/test-ready ## measure; one JSON line a measurement
	$(PY) -m benchmarks

bench-services: .venv/test-ready ## measure public services with a million requests (N=10000000: ten)
	$(PY) -m benchmarks.services $(N)

clean: ## remove what can be made again (not var/: the database lives there)
	rm -rf .venv screenshots .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run-ready: $(PINS)
	@deploy/python-env.sh requirements.txt
	@$(PY) -m compileall -q $(SOURCES) manage.py
	@touch $@

.venv/test-ready: requirements-test.txt $(PINS)
	@deploy/python-env.sh requirements-test.txt
	@touch .venv/run-ready $@
