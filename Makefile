# Producer Studio. docs/development.md spells every target out for machines without make.

PYTHON_ = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check lock clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: ## dashboard and embedded engine on http://127.0.0.1:8501 (HOST=… PORT=… change that)
	@scripts/setup.sh run
	@$(PYTHON_) -m settings
	@exec $(PYTHON_) -m streamlit run app.py $${HOST:+--server.address="$$HOST"} $${PORT:+--server.port="$$PORT"}

test: check ## linters, types and every test; REQUIRE_BROWSER=1 fails where no Chromium can be had
	@scripts/browser.sh
	@$(PYTHON_) -m pytest

check: ## linters and types only
	@scripts/setup.sh test
	@$(PYTHON_) -m ruff check .
	@$(PYTHON_) -m pyright

lock: ## compile requirements*.txt from requirements*.in; scripts/lock.sh --upgrade moves every pin
	@scripts/lock.sh

clean: ## remove .venv and every cache; the team's data stay
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
