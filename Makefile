# prepkit's verbs. `make workbook` and `make test` need only Python 3.11 or newer, make and git.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
WORKSPACE ?= my-prep
# Python keeps what it has compiled; told not to, each notebook's kernel and each process of tests compiles all anew.
unexport PYTHONDONTWRITEBYTECODE
# The day that the committed notebooks are executed on: the sample candidate's own day.
SAMPLE_TODAY := 2026-01-26

.PHONY: help workbook lab test quick lint measure notebooks docs verdicts bench bench-full browser clean

help:
	@echo "make workbook   build the sample candidate's workbook in $(WORKSPACE)/"
	@echo "make lab        open it in JupyterLab"
	@echo "make test       run everything: lint, pytest, nbval, browser and wheel tests"
	@echo "make quick      what a minute holds: no browser, no wheel, no engine, nothing slow"
	@echo "make lint       ruff, mypy and deptry alone"
	@echo "make measure    print how simple the house is against its limits"
	@echo "make notebooks  execute the committed notebooks again on the sample"
	@echo "make docs       write the generated documents again"
	@echo "make verdicts   record what the reviewer says of many texts, and compare with the record before"
	@echo "make bench      print speed as ratios"
	@echo "make bench-full the same with cohorts of 100 and of 1,000, which takes an hour"
	@echo "make clean      remove the environment and caches, never a workspace"

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "prepkit needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[lab]'
	@touch $@

$(VENV)/installed-dev: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/installed

workbook: $(VENV)/installed
	@test -e $(WORKSPACE)/prep.db || $(BIN)/prepkit new $(WORKSPACE) --sample
	@$(BIN)/prepkit build $(WORKSPACE)

lab: workbook
	$(BIN)/prepkit lab $(WORKSPACE)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/deptry prepkit

# Fewer examples of each property than `make test` tries.
quick: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 3 --dist worksteal -q -p no:nbval -m "not browser and not wheel and not slow" --hypothesis-profile quick

# What can be read from the tree, and what was recorded of the rest; a limit that is missed is said, and fails nothing.
measure:
	-@$(PYTHON) scripts/measure.py

test: lint browser
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder -p no:nbval
	$(BIN)/python -m pytest -n 2 --dist loadfile --nbval --nbval-current-env --nbval-sanitize-with tests/notebooks/sanitize.cfg notebooks

# A missing browser is a loud skip on a desk and a failure under CI, so CI installs one.
browser: $(VENV)/installed-dev
	@scripts/find-chromium $(BIN)/python

notebooks: $(VENV)/installed-dev
	$(BIN)/python scripts/execute_notebooks.py --today $(SAMPLE_TODAY)

docs: $(VENV)/installed-dev
	$(BIN)/python scripts/write_docs.py

# The first run records what the reviewer says of a large corpus; the next ones say where it now says something else.
verdicts: $(VENV)/installed-dev
	@test -e .verdicts.json || $(BIN)/python scripts/record_verdicts.py record .verdicts.json
	@$(BIN)/python scripts/record_verdicts.py record .verdicts-now.json --texts .verdicts.json
	@$(BIN)/python scripts/record_verdicts.py compare .verdicts.json .verdicts-now.json

# papermill loads every engine that is installed, so ploomber-engine gets an environment of its own.
$(VENV)-ploomber/installed: $(BIN)/python pyproject.toml
	$(PYTHON) -m venv $(VENV)-ploomber
	-$(VENV)-ploomber/bin/python -m pip install --quiet --disable-pip-version-check ploomber-engine --editable . && touch $@

bench: export PREPKIT_BENCH_PLOOMBER ?= $(VENV)-ploomber/bin/python
bench: $(VENV)/installed-dev $(VENV)-ploomber/installed
	$(BIN)/python -m pytest tests/benchmarks/bench_*.py --benchmark-only --timeout 0 -q --benchmark-columns=min,median,max --benchmark-warmup=off

bench-full: $(VENV)/installed-dev
	PREPKIT_BENCH_COHORTS="10 100 1000" $(MAKE) bench

clean:
	rm -rf $(VENV) $(VENV)-ploomber build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
