# make run     the demo desk on http://127.0.0.1:8000/ (PORT, HOST, VAR from the environment)
# make test    all tests, with their own engines; ARGS="tests/reviews -k approve" for some
# make check   everything but the tests: format, lint, types, imports, templates, migrations
# make storm   2,000 jobs and a fault every 20 s, for ten minutes (SEED=, MINUTES=, JOBS=), and
#              the faults that take long
# make bench   the benchmarks, into var/bench.jsonl
# make messages  the texts that can be translated, into locale/ (needs gettext)
# make setup   only the environment;  make clean   without it;  make lock   newer packages

BIN := .venv/bin
RUNTIME := .venv/.requirements
DEV := .venv/.requirements-dev
ARGS ?=

.PHONY: run test check storm bench messages setup clean lock

run: $(RUNTIME)
	@exec $(BIN)/python manage.py up

# All tests run in three processes, which mostly wait, each with its own engines; with ARGS, in one process.
test: $(DEV)
	@$(BIN)/python -m pytest $(if $(ARGS),$(ARGS),-n 3 --dist loadfile --no-loadscope-reorder)

# An empty DATABASE_URL: no check may need a running desk, or meet one.
check: export DATABASE_URL =
check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djangofmt --check templates
	find . -name '*.html' -path '*/templates/*' -not -path './.venv/*' -not -path './var/*' \
		-exec $(BIN)/djade --check --target-version 5.2 {} +
	$(BIN)/python manage.py makemigrations --check --dry-run

# Not part of the tests: it takes a quarter of an hour.
storm: $(DEV)
	@$(BIN)/python -m pytest -q -s -p no:randomly tests/storm/storm.py tests/storm/long_faults.py \
		tests/storm/long_day.py

bench: $(DEV)
	@$(BIN)/python -m benchmarks $(ARGS)

# The .mo files are committed: a machine that only runs the desk has no msgfmt.
messages: export DATABASE_URL =
messages: $(DEV)
	@command -v xgettext >/dev/null && command -v msgfmt >/dev/null || { \
		echo "make messages needs xgettext and msgfmt: apt-get install gettext"; exit 1; }
	$(BIN)/python manage.py makemessages --locale en --all --add-location file --no-obsolete \
		--no-wrap --ignore var --ignore .venv --ignore tests --ignore docs --ignore benchmarks \
		--ignore static
	sed -i '/^"POT-Creation-Date:/d' locale/*/LC_MESSAGES/*.po
	$(BIN)/python manage.py compilemessages --ignore .venv --ignore var

setup: $(RUNTIME)

$(RUNTIME): requirements.lock
	@./setup.sh requirements.lock

$(DEV): requirements-dev.lock
	@./setup.sh requirements-dev.lock

# The newest packages within the bounds of requirements*.txt, for every Python from 3.11 on.
UV = $(shell command -v uv || echo .venv/lock/bin/uv)
LOCK = $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header

lock: $(RUNTIME)
	@command -v uv >/dev/null || { $(BIN)/python -m venv .venv/lock && .venv/lock/bin/pip install -q uv; }
	$(LOCK) requirements.txt -o requirements.lock
	$(LOCK) requirements-dev.txt -c requirements.lock -o requirements-dev.lock

# `var/` stays: it holds the desk's data.
clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
