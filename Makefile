# Electionwatch: every task of the house in one place. Nothing has to be installed or set beforehand
# but Python 3.11 or newer, make and git.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV   := .venv
BIN    := $(VENV)/bin
PY     := $(BIN)/python
MANAGE := $(PY) manage.py
LOCK   := requirements-dev.lock
STAMP  := $(VENV)/.installed
PORT   ?= 8000
JOBS   ?= 2
RUNS   ?= 1000000

BENCH      := .venv-bench
BENCH_LOCK := requirements-bench.lock

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.PHONY: setup
setup: $(STAMP) $(CATALOGUES) ## Make the environment in .venv from the locked, hashed dependencies

$(STAMP): $(LOCK) scripts/setup.sh
	@sh scripts/setup.sh "$(VENV)" "$(LOCK)" "$(STAMP)"

# Compiled anew after each change of a catalogue, such as a pull brings.
locale/%.mo: locale/%.po | $(STAMP)
	@$(MANAGE) compile_catalogues
	@touch $@

.PHONY: run
run: setup ## Start everything and serve the demonstration (PORT=8000)
	@exec $(PY) -m electionwatch.serve --port $(PORT)

.PHONY: test
test: check ## Lint, types, contracts and every test, on the embedded services
	$(BIN)/pytest -n $(JOBS)

.PHONY: check
check: setup ## Lint, types, import contracts, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	@echo 'manage.py check --deploy, as in production'
	@DATABASE_URL=postgres://database/electionwatch REDIS_URL=redis://redis ALLOWED_HOSTS=example.org \
	    SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	    $(MANAGE) check --deploy --fail-level WARNING

.PHONY: score
score: $(STAMP) ## Measure extraction against annotated texts
	$(PY) -m benchmarks.score

# Libraries that extraction is only compared with, and the fuzzer, live in an environment of their own.
$(BENCH)/.installed: $(BENCH_LOCK) scripts/setup.sh
	@sh scripts/setup.sh "$(BENCH)" "$(BENCH_LOCK)" "$(BENCH)/.installed"

.PHONY: bench-extract
bench-extract: $(BENCH)/.installed ## Time extraction beside natasha and spaCy
	$(BENCH)/bin/python -m benchmarks.bench_extract

.PHONY: fuzz
fuzz: $(BENCH)/.installed ## Feed extraction RUNS invented inputs (RUNS=1000000)
	$(BENCH)/bin/python -m benchmarks.fuzz_extract -runs=$(RUNS) -max_len=80 -print_final_stats=1

.PHONY: bench-site
bench-site: setup ## Time every kind of page over a small and over a large ledger
	$(PY) -m benchmarks.bench_site

.PHONY: bench-visits
bench-visits: setup ## Time loading visits beside a bare COPY, and their dashboards
	$(PY) -m benchmarks.bench_visits

.PHONY: format
format: $(STAMP) ## Put the code into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: messages
messages: $(STAMP) ## Collect new texts into locale/ and compile the catalogues
	$(MANAGE) collect_messages
	$(MANAGE) compile_catalogues

.PHONY: lock
lock: $(STAMP) ## Resolve the dependencies anew and write both lock files
	sh scripts/lock.sh "$(VENV)"

.PHONY: clean
clean: ## Remove the environment, caches and collected files (data in var/ stays)
	rm -rf $(VENV) $(BENCH) staticfiles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
