# The one entrance: everything that is done with this project is a target here, also for the machine that tests it.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# cargo is found where its installer puts it, also from a shell that does not know yet
export PATH := $(PATH):$(HOME)/.cargo/bin:$(abspath $(or $(CARGO_TARGET_DIR),target))/tools/bin
# rustup looks for its toolchains below the home folder; another home than at its installation would hide them
ifeq ($(RUSTUP_HOME)$(wildcard $(HOME)/.rustup/toolchains),)
  beside_cargo := $(wildcard $(patsubst %/.cargo/bin/cargo,%/.rustup/toolchains,$(shell command -v cargo)))
  ifneq ($(beside_cargo),)
    export RUSTUP_HOME := $(patsubst %/toolchains,%,$(beside_cargo))
  endif
endif

.PHONY: help setup run test check build release bench conformance docs clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## Install what running and testing need (apt packages)
	@scripts/needs.sh run test

run: ## Build, scan and serve on http://127.0.0.1:4533; MUSIC=/path (else a demo library), PORT=4533
	@scripts/needs.sh run
	@MUSIC="$(MUSIC)" PORT="$(PORT)" scripts/run.sh

test: ## Run every check and test, on SQLite and on a real PostgreSQL
	@scripts/needs.sh test
	@$(MAKE) --no-print-directory check
	cargo test --locked

check: ## Check format, lints, and the licences and sources of all crates
	@scripts/needs.sh check
	cargo fmt --check
	cargo deny --locked --log-level warn check bans licenses sources
	cargo clippy --locked --all-targets -- -D warnings

build: ## Build for development
	@scripts/needs.sh run
	cargo build --locked

release: ## Build for use
	@scripts/needs.sh run
	cargo build --locked --release

bench: ## Measure scans, requests and stuck connections on a large library: BENCH_MUSIC=/path
	@scripts/needs.sh run bench
	@scripts/bench.sh

conformance: ## Judge the answers by the scripts in CONFORMANCE_DIR
	@scripts/needs.sh run conformance
	@scripts/conformance.sh

docs: ## Write again what documents take from the code
	UPDATE_DOCS=1 cargo test --locked --test it config_example

clean: ## Remove what was built (never ./data)
	cargo clean
