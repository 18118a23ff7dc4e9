# Two commands do everything: make app, make test. The rest is for people who change tmflow.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8501
WORKSPACE ?= workspace

.PHONY: help app test lint format examples conformance soak bench bench-alignment bench-alignment-quick bench-language bench-candidates bench-checks checks-doc wheelhouse lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | awk -F'|' '{printf "%-24s %s\n", $$1, $$2}'

app: ## Install, fill a workspace with the examples, and start on http://127.0.0.1:8501
	@scripts/prepare.sh run
	@$(BIN)/tmflow --workspace $(WORKSPACE) setup --demo
	@exec $(BIN)/tmflow --workspace $(WORKSPACE) serve --host $(HOST) --port $(PORT)

test: ## Install what is missing and run every test, the browser's too
	@scripts/prepare.sh test
	@scripts/debian.sh chromium=chromium /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc=fonts-noto-cjk /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf=fonts-noto-core
	$(BIN)/pytest -n 2 --dist loadfile

lint: ## Style, types, and the layers of the house
	@scripts/prepare.sh test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: ## Bring the code into the house's form
	@scripts/prepare.sh test
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

examples: ## Check the examples and compare with the committed answers
	@scripts/prepare.sh run
	$(BIN)/python benchmarks/examples.py

conformance: ## Exports in real programs, public suites in ../shared, no connection beyond loopback
	@scripts/prepare.sh test
	@scripts/debian.sh soffice=libreoffice-calc-nogui /usr/lib/libreoffice/program/libswdlo.so=libreoffice-writer-nogui msgfmt=gettext xmllint=libxml2-utils strace=strace chromium=chromium
	$(BIN)/pytest -m conformance

soak: ## What runs for minutes
	@scripts/prepare.sh test
	$(BIN)/pytest -m soak

bench: bench-alignment bench-language bench-candidates bench-checks ## Measure, and write docs/benchmarks.md

bench-alignment: ## Alignment on ../shared/align, with what else there is and what each feature buys
	@scripts/prepare.sh bench
	OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/alignment.py --write
	OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/alignment_ablation.py --write
	$(BIN)/python benchmarks/alignment_baselines.py --write

bench-alignment-quick: ## The aligner as it is, on two levels, a few minutes; nothing is written
	@scripts/prepare.sh bench
	OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/alignment.py --levels hard mid --variants mix

bench-language: ## Segmentation, numbers, terms, completeness
	@scripts/prepare.sh bench
	$(BIN)/python benchmarks/language.py ../shared/align/parallel.tune.tsv
	$(BIN)/python benchmarks/quantities.py ../shared/align/parallel.tune.tsv ../shared/align/parallel.wmt2123.tsv
	$(BIN)/python benchmarks/recognizer.py
	$(BIN)/python benchmarks/glossary_editing.py
	$(BIN)/python benchmarks/completeness.py

bench-candidates: ## Concepts taken out of the glossary and found again
	@scripts/prepare.sh bench
	$(BIN)/python benchmarks/candidates.py

bench-checks: ## Speed of the checks on a made archive, and how often each speaks
	@scripts/prepare.sh bench
	OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/checks.py
	$(BIN)/python benchmarks/check_rates.py ../shared/align/parallel.tune.tsv ../shared/align/parallel.wmt2123.tsv

checks-doc: ## Write docs/checks.md from the checks
	@scripts/prepare.sh test
	$(BIN)/python scripts/make_checks_doc.py

wheelhouse: ## Fetch every package into wheelhouse/, for an office without network
	@scripts/prepare.sh test
	$(BIN)/python -m pip download --quiet --no-build-isolation --require-hashes --dest wheelhouse -r requirements/build.txt
	$(BIN)/python -m pip download --quiet --no-build-isolation --require-hashes --dest wheelhouse -r requirements/test.txt
	@echo "wheelhouse/ is complete. Copy it beside the Makefile on the machine without network, then: make app"

lock: ## Resolve the locks anew (versions and hashes, no addresses)
	@scripts/lock.sh

clean: ## Remove what can be made again; the workspace stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
