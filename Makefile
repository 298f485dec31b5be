# casetui: Python 3.11 or newer, pip and make are all that is assumed.
#
#   make demo         an invented union, opened as a member service officer (ARGS="--as supervisor" for the other chair)
#   make test         every test that needs only pip, real Postgres included (ARGS="-k find" to choose)
#   make check        format, lint, types, import contracts, then make test
#   make test-system  what needs Debian packages; installs them when it may
#   make test-long    what the gate has no time for
#   make bench        measures start-up, keys and kills, writes docs/performance.md
#   make pictures     takes the pictures of the README from the program
#   make format       puts the code into the house form

.DEFAULT_GOAL := demo
.PHONY: demo test check test-system test-other-server test-packages test-long system-packages bench pictures format clean
MAKEFLAGS += --no-print-directory

# Whoever sets it would have all of it compiled anew by every process.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= $(shell command -v python3.11 || command -v python3)
WORKERS ?= 3
VENV := .venv
BIN := $(VENV)/bin

# What make test runs.
USUAL := not system and not long
# What a server of another version could answer otherwise: schema, locks, plans, what may be seen and tried, one whole call.
OTHER_SERVER := $(addprefix tests/storage/test_,schema.py server.py failures.py ledger.py \
	postgres_logins.py postgres_policies.py postgres_attacked.py postgres_logins_work.py) \
	tests/end_to_end/test_postgres_set_up.py

# Debian's Python comes without ensurepip: the virtual environment is then filled by the pip outside it.
PIP = $$([ -x $(BIN)/pip ] && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python)
INSTALL = $(PIP) install --quiet --disable-pip-version-check --no-input -c constraints.txt

demo: $(VENV)/.installed
	@$(BIN)/casetui demo $(ARGS)

# The slowest are named: all of them have fifteen minutes together.
test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "$(USUAL)" --durations=25 $(ARGS)

check: $(VENV)/.installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	@# Beside the types the tests are read once and kept as bytecode, which every worker would do for itself otherwise.
	@$(BIN)/python -m pytest --collect-only -qq -m "$(USUAL)" >/dev/null 2>&1 & \
		echo $(BIN)/mypy; $(BIN)/mypy; code=$$?; wait; exit $$code
	@$(MAKE) test

# One computes and the other mostly waits: side by side they take as long as the longer of them.
test-system: $(VENV)/.installed-test system-packages
	@$(MAKE) -j2 --output-sync=target test-other-server test-packages

test-other-server: $(VENV)/.installed-test
	.ci/debian-postgres $(BIN)/python -m pytest -n $(WORKERS) $(OTHER_SERVER) -m "$(USUAL)" -k postgres $(ARGS)

test-packages: $(VENV)/.installed-test
	$(BIN)/python -m pytest -m system $$(grep -rl "mark.system" tests --include="*.py") $(ARGS)

test-long: $(VENV)/.installed-test
	$(BIN)/python -m pytest -m long $$(grep -rl "mark.long" tests --include="*.py") $(ARGS)

system-packages:
	@.ci/debian-packages tmux postgresql patroni etcd-server curl

bench: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks $(ARGS)

pictures: $(VENV)/.installed-test
	$(BIN)/python -m docs.pictures $(ARGS)

format: $(VENV)/.installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) .demo .bench build dist *.egg-info .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@[ -n "$(PYTHON)" ] && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "casetui needs Python 3.11 or newer; found: $$($(PYTHON) --version 2>&1 || echo none). Name one with: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)

# The stamps carry what was installed: a changed pyproject.toml or constraints.txt installs again, nothing else does.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing casetui into $(VENV); this is done once." >&2
	@$(INSTALL) -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing casetui and its test tools into $(VENV); this is done once." >&2
	@$(INSTALL) --no-compile -e '.[test]'
	@touch $@ $(VENV)/.installed
