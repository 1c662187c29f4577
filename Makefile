# Two commands for everybody: `make map` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A constraints file pins the versions that were tried together: make test CONSTRAINTS=constraints.txt
PIN := $(if $(CONSTRAINTS),-c $(CONSTRAINTS))

.PHONY: map test test-core test-pages facts docs coverage blind-spots picture bench lint clean

map: $(VENV)/ready
	@$(BIN)/kuasa map -o map.html --force
	@echo "The map is here: $(CURDIR)/map.html (open it in a browser; it needs no network)"

# Two halves that know nothing of each other: make -j2 test runs them side by side.
test: test-core test-pages

test-core: $(VENV)/tested
	$(BIN)/python -m pytest tests --ignore=tests/browser
	$(BIN)/python -m pytest --doctest-modules --pyargs kuasa.graph kuasa.exchange kuasa.maps kuasa.web kuasa.notebook

test-pages: $(VENV)/tested
	$(BIN)/python -m pytest tests/browser

facts: $(VENV)/ready
	$(BIN)/python -m kuasa.exchange.registers

docs: $(VENV)/tested
	$(BIN)/python docs/references.py
	$(BIN)/python docs/agreement.py
	$(BIN)/python docs/translations.py

# Which statements rest on which passage: for those who read a document beside it. Everything is shown, so the page stays here.
coverage: $(VENV)/ready
	@mkdir -p build
	@$(BIN)/kuasa check --coverage --profile facilitator -o build/coverage.html --force
	@echo "Open $(CURDIR)/build/coverage.html"

blind-spots: $(VENV)/ready
	@mkdir -p build
	@$(BIN)/kuasa check --blind-spots -o build/blind-spots.html --force
	@echo "Open $(CURDIR)/build/blind-spots.html"

picture: $(VENV)/tested
	$(BIN)/python docs/screenshot.py

bench: $(VENV)/tested
	@for promise in benchmarks/*.py; do $(BIN)/python $$promise; done

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

clean:
	rm -rf $(VENV) build *.egg-info map.html

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kuasa needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIN) -e .
	@touch $@

$(VENV)/tested: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIN) -e '.[test]'
	@touch $@
