# Two commands: `make run` and `make test`. The plain commands beneath them are in README.md.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501
BIN = $(VENV)/bin
SHELL = /bin/sh

.PHONY: run test bench lint lock clean

run: $(VENV)/.run
	$(BIN)/python -m sct_dash db migrate
	$(BIN)/python -m sct_dash db seed --if-empty
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/.test
	$(BIN)/python tests/browser.py install
	$(BIN)/python -m ruff check .
	$(BIN)/python -m pytest -n auto --dist loadgroup

bench: $(VENV)/.test
	$(BIN)/python -m bench

lint: $(VENV)/.test
	$(BIN)/python -m ruff check .

# Needs `uv` on the PATH; only a maintainer who changes a requirement runs it.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -q requirements.txt -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -q requirements-test.txt -o requirements-test.lock

# A stamp a lock: the environment is made again when the lock is newer.
$(VENV)/.run: requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

clean:
	rm -rf $(VENV) .ruff_cache .hypothesis
