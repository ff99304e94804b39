# Every task of the project; plain `make` prints the list.
.DEFAULT_GOAL := help
.PHONY: help run serve test check fix data bench lock text clean
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/run.stamp: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev.stamp: tests/requirements.txt .venv/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@

run: .venv/run.stamp ## Install what is missing and open the dashboard
	$(BIN)/streamlit run dashboard/app.py --server.port $(PORT)

serve: .venv/run.stamp ## The same for a server: no browser is opened, every address is listened on
	$(BIN)/streamlit run dashboard/app.py --server.port $(PORT) --server.headless true --server.address 0.0.0.0

test: .venv/dev.stamp chromium ## Install what the tests need and run them all
	$(BIN)/python -m pytest -n 2 --dist loadfile

.PHONY: chromium
chromium:
ifeq ($(CHROMIUM),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && xargs --arg-file=packages.txt apt-get install -y -qq --no-install-recommends >/dev/null; \
	else \
		echo "The browser tests need Chromium. Install it with: sudo apt-get install $$(tr '\n' ' ' < packages.txt)"; exit 1; \
	fi
endif

check: .venv/dev.stamp ## Style, types and every fault of the tables, in one go
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m corridor_data check

fix: .venv/dev.stamp ## Mend what the formatter and the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

data: .venv/run.stamp ## Check the tables, build parquet, manifest and datapackage.json, then what is kept from them
	$(BIN)/python -m corridor_data build
	$(BIN)/python -m dashboard.figures
	$(BIN)/corridor leagues

bench: .venv/dev.stamp ## Measure speed beside a named rival; writes tests/benchmarks/results.json
	$(BIN)/python -m tests.benchmarks

lock: .venv/dev.stamp ## Pin every dependency again, from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.txt
	printf -- '-e .\n' >> requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate --extra cluster --group dev -c <(grep -v '^-e' requirements.txt) pyproject.toml -o tests/requirements.txt

text: .venv/dev.stamp ## Collect every visible sentence into the catalogue
	$(BIN)/python -m dashboard.text

clean: ## Remove what was built or installed here
	rm -rf .venv .hypothesis .mypy_cache .ruff_cache .pytest_cache build *.egg-info
