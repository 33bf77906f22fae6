# Two commands do it all on a fresh machine with Python 3.11 or newer: `make run` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
IN_PARALLEL := --numprocesses auto --dist worksteal

.PHONY: run test test-outside test-full check lint bench picture lock clean

run: .venv/run.stamp  ## open the reader: the seeds, or the story read last
	@$(BIN)/newsreader

test: .venv/dev.stamp  ## every test that needs nothing but Python, in a process a core
	$(BIN)/python -m pytest -q $(IN_PARALLEL) -m "not outside"

test-outside: .venv/dev.stamp  ## the tests with programs beyond Python, such as tmux; skipped where one is missing
	$(BIN)/python -m pytest -q -m outside

test-full: .venv/dev.stamp  ## every test at its full length: all kills, crashes and windows of the fault tests
	$(BIN)/python -m pytest -q $(IN_PARALLEL) -m "not outside" --full

check: lint test  ## what CI runs: style, types, import contracts, tests

lint: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev.stamp  ## speed against peers, as ratios
	$(BIN)/python -m benchmarks.alignment
	$(BIN)/python -m benchmarks.reader
	$(BIN)/python -m benchmarks.store
	$(BIN)/python -m benchmarks.loading

picture: .venv/dev.stamp  ## README's picture, from the real application
	$(BIN)/python -m benchmarks.picture docs/newsreader.svg

lock:  ## write anew what CI installs
	rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet '.[dev]'
	.venv-lock/bin/python -m pip freeze --exclude newsreader-tui --local | grep -v ' @ ' > requirements.lock
	rm -rf .venv-lock

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "newsreader needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[all]'
	@touch $@

.venv/dev.stamp: .venv/bin/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $@ .venv/run.stamp
