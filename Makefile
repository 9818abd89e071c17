# Two commands do everything on a fresh Debian: `make demo` and `make test`.
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check lint format golden templates clean

demo: $(VENV)/.installed
	@tools/packages.sh pdf
	@if command -v soffice >/dev/null 2>&1; then \
	  $(BIN)/dabir draft all --all-provinces --pdf --pack --no-notes; \
	else \
	  $(BIN)/dabir draft all --all-provinces --no-notes; \
	fi

test: $(VENV)/.installed-test
	@tools/packages.sh test
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: lint test

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo >build/imports.txt || { cat build/imports.txt; false; }

format: $(VENV)/.installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(VENV)/.installed-test
	DABIR_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_golden.py

templates: $(VENV)/.installed
	$(BIN)/python tools/build_templates.py

$(VENV)/.installed: pyproject.toml tools/environment.sh
	@tools/environment.sh $(VENV)
	@touch $@

$(VENV)/.installed-test: pyproject.toml tools/environment.sh
	@tools/environment.sh $(VENV) test
	@mkdir -p build
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build output node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
