# The verbs of this project. Each but `help` and `clean` is a small program in scripts/. They write into var/, but for
# the lock files, the wheel in dist/, the caches of pip and npm, and Debian's packages.
# Recipes exec, so that a signal to make reaches the program.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

needs_python = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	|| { echo 'Ductus needs Python 3.11 or newer: install it, or name it with make PYTHON=/path/to/python3.' >&2; exit 1; };

.PHONY: help run admin test check bench wheel lock clean
.DEFAULT_GOAL := help

help: ## list the verbs
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: ## set up what is missing, then serve the page at http://127.0.0.1:8000 (PORT=8001: another port; CLASS=1: for a class)
	@$(needs_python) exec $(PYTHON) -B -m scripts.run

admin: ## create an administrator for /admin/, asking for name and password
	@$(needs_python) exec $(PYTHON) -B -m scripts.admin

test: ## set up what is missing, then run every check and every test
	@$(needs_python) exec $(PYTHON) -B -m scripts.test

check: ## set up what is missing, then run linters, types and the fast tests
	@$(needs_python) exec $(PYTHON) -B -m scripts.test check

bench: ## measure predictions, learning and memory of the real program, training and accuracy
	@$(needs_python) exec $(PYTHON) -B -m scripts.bench

wheel: ## build dist/*.whl: the program and its page, to be installed with pip on any machine
	@$(needs_python) exec $(PYTHON) -B -m scripts.wheel

lock: ## make the hash-locked requirements*.txt from pyproject.toml
	@$(needs_python) exec $(PYTHON) -B -m scripts.lock

clean: ## remove packages, page, caches, reports and wheel, never the data
	@rm -rf var/venv var/uv var/frontend var/page var/page.new var/page.old var/set-up var/cache var/reports var/test-data dist
