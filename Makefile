# Two commands: `make brief` makes a brief of seeds/ in out/, `make test` runs every check.
# Both set up their own environment in .venv; Python 3.11 to 3.13 and pip are all they need.

VENV ?= .venv
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
	2>/dev/null && { echo $$p; break; }; done)
INPUTS ?= seeds/
OUT ?= out

# Python looks into Homebrew's folder only when told to, and macOS strips the variable from what make itself starts.
RUN = DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib $(VENV)/bin/
LACKING = import ctypes.util as u; print(*(n for n in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset") if not u.find_library(n)))

.PHONY: brief test libraries clean

brief: $(VENV)/installed libraries
	$(RUN)make-brief $(INPUTS) --out $(OUT)

test: $(VENV)/installed-dev libraries
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)mypy
	$(RUN)python -m pytest

# One line, and no failure: the other three formats need none of these.
libraries: $(VENV)/bin/pip
	@lacking="$$($(RUN)python -c '$(LACKING)')"; \
	if [ -n "$$lacking" ]; then \
		if [ "$$(uname)" = Darwin ]; then how="brew install pango"; \
		else how="sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"; fi; \
		echo "PDF needs system libraries that are missing ($$lacking): $$how" >&2; \
	fi

$(VENV)/installed: $(VENV)/bin/pip pyproject.toml
	$(VENV)/bin/pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/bin/pip pyproject.toml
	$(VENV)/bin/pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/installed

# Debian ships pip without ensurepip: there the pip that is installed fills the environment.
$(VENV)/bin/pip:
	@test -n "$(PYTHON)" || { echo "no Python 3.11, 3.12 or 3.13 found; install one, or give PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
		rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV) && \
		$(PYTHON) -m pip --quiet --python $(VENV)/bin/python install pip; }

clean:
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
