# make graph   set up everything and build output/ from seeds/
# make test    set up everything, check style, types and layers, run all tests
# make golden  take the graph of the seeds, and the answers of the named queries, as the new
#              golden files (look at their diff first)
# make bench   speed in ratios, on your own folder of texts: make bench TEXTS=folder
# make rules   how often each rule speaks in your own reports: make rules TEXTS=folder
# make bench-serve  how fast kg serve answers beside others, and under load
# make bench-scale  what 2,000 to 200,000 generated reports cost (half an hour, 4 GB of disk)
# make bench-page  how fast graph.html is in the browser
# make fuzz    seek input that breaks something, for an hour or so (KG_FUZZ=10: for ten)
# make faults  kill 200 builds at random moments, and disturb others
# make lock    renew requirements.lock
# make wheel   a wheel in dist/
# make clean   remove what was made

PYTHON ?= python3
TEXTS ?= ../shared/corpus/wild
GRAPH ?= tests/golden/graph.ttl
PYTEST ?= -n auto
BIN := .venv/bin
READY := .venv/.ready
TOOLS := .venv/.tools

.PHONY: graph test golden rules bench bench-page bench-scale bench-serve fuzz faults lock wheel clean
.DELETE_ON_ERROR:

graph: $(READY)
	$(BIN)/kg build seeds --output output

test: $(TOOLS)
	@.ci/stores.sh
	@.ci/spark.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@sh .ci/browser.sh
	$(BIN)/python -m pytest $(PYTEST)

golden: $(READY)
	$(BIN)/kg build seeds --output tests/golden/new --quiet
	mv tests/golden/new/graph.ttl tests/golden/graph.ttl
	rm -r tests/golden/new
	for query in ontology/queries/*.rq; do name=$$(basename $$query .rq); \
	  $(BIN)/kg query $$name --graph tests/golden/graph.ttl --format tsv \
	    > tests/golden/answers/$$name.tsv || exit 1; done
	git --no-pager diff --stat -- tests/golden

bench: $(TOOLS)
	$(BIN)/python benchmarks/bench.py $(TEXTS)

rules: $(TOOLS)
	$(BIN)/python benchmarks/rules.py $(TEXTS)

bench-serve: $(TOOLS)
	$(BIN)/python benchmarks/serve.py $(GRAPH)

bench-scale: $(TOOLS)
	$(BIN)/python benchmarks/scale.py $(TEXTS)

bench-page: $(TOOLS)
	@sh .ci/browser.sh
	$(BIN)/python benchmarks/page.py

fuzz: $(TOOLS)
	KG_FUZZ=$${KG_FUZZ:-1} $(BIN)/python -m pytest $(PYTEST) tests/test_fuzz.py tests/test_growth.py

faults: $(TOOLS)
	KG_KILLS=200 $(BIN)/python -m pytest $(PYTEST) tests/test_faults.py tests/test_large.py

lock: $(TOOLS)
	$(BIN)/python .ci/lock.py > requirements.new
	mv requirements.new requirements.lock

wheel: $(READY)
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf .venv build dist output/*.ttl output/*.json output/*.html output/graph.* output/tables output/.kg-cache.sqlite

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint requirements.lock --editable '.[pandas,serve]'
	@touch $@

$(TOOLS): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint requirements.lock --editable '.[dev]'
	@touch $@
