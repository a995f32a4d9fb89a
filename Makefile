# make demo: set everything up, build the graph from data/, answer three questions, write a view.
# make test: set everything up and run the tests.  Both need only Python 3.11+, git and make.
SHELL := /bin/bash
PYTHON ?= python3
TESTS ?=
BIN := .venv/bin
RUN := $(BIN)/python -m
READY := .venv/.ready
SCRIPTS := .ci/articles .ci/code-articles
FACE := .annotating .answers .cli .coders .confinement .errors .installation .network_verbs .opening .plot_verbs .recogniser_options
FACE += .release_verbs .releasing .research .review_verbs .reviewing .server_verbs .terminal .verbs
ROOMS := graph ontology loaders queries viz

.PHONY: help demo docs test lint format lock licences audit sbom dist clean soak bench bench-neo4j
help:
	@grep -hE '^# make' Makefile | sed 's/^# //'

$(READY): requirements.lock pyproject.toml .ci/environment
	@.ci/environment "$(PYTHON)"

# The demonstration writes into demo/, which git ignores.
demo: $(READY)
	@$(BIN)/policing-kg build data/digests --into demo/kg
	@echo; echo "1. Who meets whom in 西青区, and how often?"
	@$(BIN)/policing-kg ask who-meets-whom place=西青区 --kg demo/kg --format table
	@echo; echo "2. What is the chain above 大寺派出所?"
	@$(BIN)/policing-kg ask chain unit=大寺派出所 --kg demo/kg --format table
	@echo; echo "3. What does each place report for 矛盾纠纷化解率, and where does the source say so?"
	@$(BIN)/policing-kg ask figures measure=矛盾纠纷化解率 --kg demo/kg --format table --evidence
	@$(BIN)/policing-kg view cross-department place=西青区 --kg demo/kg --out demo/cross-department.html
	@echo; echo "The view: demo/cross-department.html (open it in any browser; it needs no network)"

# What the tests need beyond wheels comes from the system's package manager where it may; `make test TESTS=tests/cli`
# runs some of them.
test: $(READY)
	@.ci/system-packages
	$(RUN) pytest -q -n auto --dist loadgroup $(TESTS)

# make docs: the documentation site, in build/site; its pictures are taken by the tests.
docs: $(READY)
	@.ci/system-packages
	POLICING_KG_PICTURES=build/pictures $(RUN) pytest -q tests/docs/test_pictures.py
	$(BIN)/python docs/site build/site --pictures build/pictures

# make lint: ruff and mypy --strict.
lint: $(READY)
	$(BIN)/ruff check . $(SCRIPTS)
	$(BIN)/ruff format --check . $(SCRIPTS)
	@mkdir -p .build && ln -sfn .. .build/policing_kg
	MYPYPATH=.ci/supply $(RUN) mypy --strict --explicit-package-bases .ci/supply/*.py
	MYPYPATH=docs/site:.build $(RUN) mypy --strict --explicit-package-bases docs/site/*.py
	MYPYPATH=.build $(RUN) mypy --strict $(addprefix -p policing_kg.,$(ROOMS)) -m policing_kg $(addprefix -m policing_kg,$(FACE))

format: $(READY)
	$(BIN)/ruff check --fix . $(SCRIPTS)
	$(BIN)/ruff format . $(SCRIPTS)

# make soak: the slow suites; make bench: what has to be fast, measured.
# What they count is written into demo/soak, and from there into docs/reliability.md.
SOAK := POLICING_KG_SOAK="$(CURDIR)/demo/soak"
soak: $(READY)
	rm -rf demo/soak && mkdir -p demo/soak
	$(SOAK) POLICING_KG_KILLS=60 $(RUN) pytest -q tests/graph/test_killed_builds.py tests/graph/test_killed_releases.py
	$(SOAK) POLICING_KG_KILLS=60 $(RUN) pytest -q tests/cli/test_killed_imports.py
	$(SOAK) POLICING_KG_KILLS=30 $(RUN) pytest -q tests/graph/test_killed_work.py
	$(SOAK) POLICING_KG_FULL=10 POLICING_KG_HARMS=20 $(RUN) pytest -q tests/graph/test_full_disk.py tests/graph/test_torn_files.py
	$(SOAK) POLICING_KG_KILLS=25 $(RUN) pytest -q tests/graph/test_neo4j_faults.py tests/graph/test_neo4j_spark.py
	$(SOAK) POLICING_KG_NAMES=4000 $(RUN) pytest -q tests/people/test_recall.py
	POLICING_KG_PAGES=10000 $(RUN) pytest -q tests/people/test_no_leak.py
	$(BIN)/python tests/fuzz/run.py --cases 1000000 --into demo/soak/fuzz.json
	rm -rf demo/soak/nation && $(BIN)/python benchmarks/nation.py 1/100 demo/soak/nation
	$(BIN)/python benchmarks/server_load.py demo/soak/nation 200 30 demo/soak/server.json
	$(BIN)/python benchmarks/rules.py tests/corpus > demo/soak/rules.json
	$(BIN)/python benchmarks/reliability.py demo/soak > docs/reliability.md

# ONE report, demo/bench/report.md and report.json; a smaller run: make bench BENCH='--only load,queries --scale 1/10'
BENCH ?=
PEERS := demo/peers
bench: $(READY)
	$(BIN)/python benchmarks/report.py demo/bench --peers $(PEERS) $(BENCH)

# make bench-neo4j: the synchronisation beside its peers, which come into an environment of their own; needs Maven.
bench-neo4j: $(READY)
	@[ -x $(PEERS)/bin/python ] || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install -q rdflib-neo4j==1.1 neo4j-rust-ext pyoxigraph
	mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
	  -Dartifact=org.neo4j:neosemantics:5.1.0.0 -DoutputDirectory=$(PEERS)
	$(BIN)/python benchmarks/neo4j_sync.py --peers $(PEERS)/bin/python \
	  --neosemantics $(PEERS)/neosemantics-5.1.0.0.jar --into demo/neo4j

# make lock: renew requirements.lock from pyproject.toml (needs uv on the path).
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate -o requirements.lock

# make licences, audit, sbom, dist: the supply chain, as docs/supply-chain.md says.
licences audit sbom dist: export PYTHONDONTWRITEBYTECODE = 1
licences: $(READY)
	@$(BIN)/python .ci/supply/licences.py
audit: $(READY)
	@$(BIN)/python .ci/supply/audit.py
sbom: $(READY)
	@$(BIN)/python .ci/supply/bill.py build/policing-kg.cdx.json
dist: $(READY)
	@$(BIN)/python .ci/supply/distributions.py dist

clean:
	rm -rf .venv .build build dist .mypy_cache .ruff_cache .pytest_cache demo *.egg-info
