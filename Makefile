# Olympus: `make run` builds what has changed and starts it; `make help` lists the rest.
# A step runs again only when its inputs changed. Cargo decides by itself, so it is always asked.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

RELEASE := target/release
SITE := target/site
PKG := $(SITE)/pkg
WASM := target/wasm32-unknown-unknown/release/frontend.wasm
STEP := scripts/step

# WASM is made small instead of fast. Set here and not as a profile of its own: the profile `release` then stays one
# folder, and what runs while compiling is shared by both halves as far as cargo allows.
WASM_PROFILE := CARGO_PROFILE_RELEASE_OPT_LEVEL=z CARGO_PROFILE_RELEASE_LTO=fat \
	CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 CARGO_PROFILE_RELEASE_PANIC=abort
WASM_OPT_FLAGS := -Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
	--enable-mutable-globals --enable-reference-types --enable-multivalue

STYLE_SOURCES := $(shell find style app/src -type f \( -name '*.css' -o -name '*.rs' \) 2>/dev/null)
PUBLIC_FILES := $(shell find public -type f 2>/dev/null)

# In CI a lock file that does not fit the manifests is an error; at a desk cargo just updates it.
LOCKED := $(if $(CI),--locked)

# Settings of the person who runs this must not lead cargo to another folder or to other flags.
export CARGO_TARGET_DIR := $(CURDIR)/target
unexport RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET CARGO_BUILD_RUSTFLAGS

.PHONY: help run build dev test test-one e2e made gallery lint bench calibrate clean doctor server wasm FORCE

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo "  Names: make test-one T=part_of_a_test_name · make e2e F=part_of_a_file_name"

run: build ## Build what has changed and start Olympus (PORT=3000)
	@scripts/start

build: doctor $(PKG)/.compressed ## Build everything: server, WASM, styles, fonts
	@$(STEP) --total

doctor:
	@$(STEP) --begin
	@scripts/doctor

# ---- Programs ----

server: | doctor
	@$(STEP) "Server and tools" cargo build --release $(LOCKED) -p server -p tools

wasm $(WASM): FORCE | server
	@$(STEP) "WASM" env $(WASM_PROFILE) cargo build --release $(LOCKED) -p frontend --target wasm32-unknown-unknown

FORCE:

# ---- What the browser loads ----

node_modules/.installed: package.json package-lock.json scripts/link-postgres.mjs
	@$(STEP) "Packages of npm" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@node scripts/link-postgres.mjs
	@touch $@

$(PKG)/olympus.wasm: $(WASM) tools/src/bind_wasm.rs node_modules/.installed scripts/browser-code
	@$(STEP) "Code for the browser" scripts/browser-code $(WASM) $(PKG) $(WASM_OPT_FLAGS)

$(SITE)/.copied: node_modules/.installed scripts/assets.mjs style/fonts.css $(PUBLIC_FILES)
	@$(STEP) "Fonts and public files" node scripts/assets.mjs copy public style/fonts.css $(SITE)
	@touch $@

$(PKG)/olympus.css: $(STYLE_SOURCES) tools/src/bundle_styles.rs node_modules/.installed scripts/styles
	@$(STEP) "Styles" scripts/styles --input style/tailwind.css --output $@ --minify

$(PKG)/.compressed: $(PKG)/olympus.wasm $(PKG)/olympus.css $(SITE)/.copied scripts/assets.mjs
	@$(STEP) "Compressed copies" node scripts/assets.mjs compress $(SITE)
	@touch $@

# ---- Work on it ----

dev: doctor node_modules/.installed server ## Rebuild and reload while you work (installs cargo-leptos once)
	@scripts/dev

test: build ## All tests: Rust with PostgreSQL and Redis, then the browser, then 30 made applications
	@scripts/test

test-one: node_modules/.installed server ## Rust tests whose name contains T
	@scripts/test --rust "$(T)"

e2e: build ## Browser tests, of the file F only if given
	@scripts/test --browser "$(F)"

made: build ## Build, start, use and test the applications of 30 requests at all 4 depths (D=depth R=request)
	@scripts/made "$(D)" "$(R)"

gallery: build ## Build the 30 requests at enterprise depth and draw docs/gallery.md
	@scripts/made --gallery

lint: doctor node_modules/.installed ## Format, clippy for both halves, types of the browser tests
	@$(STEP) "Format" cargo fmt --all --check
	@$(STEP) "Clippy" cargo clippy --all-targets -- -D warnings
	@$(STEP) "Clippy for WASM" cargo clippy -p frontend --target wasm32-unknown-unknown -- -D warnings
	@$(STEP) "Types of the browser tests" npm run --silent typecheck

calibrate: server ## Fit the quote's rate card to measured builds (WRITE=src/quotes/rate_card.toml VERSION=date)
	@exec $(RELEASE)/olympus calibrate $(if $(WRITE),--write "$(WRITE)") $(if $(VERSION),--version "$(VERSION)")

bench: build ## Measure throughput and delays
	@exec $(RELEASE)/olympus bench

clean: ## Remove what was built; data in .olympus stays
	rm -rf target node_modules end2end/results
