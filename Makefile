# devstack: `make run` and `make test` are all that a newcomer needs; the rest is listed by `make help`.
SHELL := /bin/bash
PREFIX ?= /usr/local
SWIFT ?= swift
RELEASE := .build-release
BINARY := $(RELEASE)/release/devstack
RELEASE_FLAGS := -c release --static-swift-stdlib --scratch-path $(RELEASE) --product devstack
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
PACKAGES := libssl-dev libyaml-dev pkg-config
SOURCES := Sources Tests Package.swift

# What judges certificates: programs of others, some from Debian and some from PyPI.
JUDGE_PACKAGES := openssl curl gnutls-bin libnss3-tools chromium default-jdk-headless golang-go python3-venv
JUDGES := .build-judges

.PHONY: help run build test lint format tests judges docs bench soak fuzz install clean dependencies

help:  ## what there is
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+:  ##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: build  ## build the release binary and run the example's checks
	$(BINARY) check

build: dependencies  ## the release binary, in .build-release/release/devstack
	$(SWIFT) build $(RELEASE_FLAGS)

dependencies:
	@pkg-config --exists openssl yaml-0.1 2>/dev/null || { \
		echo "installing $(PACKAGES)"; \
		$(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PACKAGES); }

# Tests beyond these wait their turn: a test's time limit counts from its start, and with all of them started at once most
# of it is waiting for a core.
AT_ONCE = --experimental-maximum-parallelization-width 16

test: dependencies lint tests  ## lint, then every test

tests: dependencies
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build $(AT_ONCE)

lint:  ## swift-format, and no key or forbidden import in the tree
	$(SWIFT) format lint --strict --recursive $(SOURCES)
	@! git grep -nE '^ *(@_exported |package |public |internal )?import Foundation$$' -- '*.swift' \
		|| { echo "lint: Foundation adds 44 MB to the binary; use FoundationEssentials at most"; exit 1; }
	@! git grep -lE 'BEGIN (EC |RSA |ENCRYPTED )?PRIVATE KEY-----$$' -- certs site data Sources \
		|| { echo "lint: a private key is in the tree"; exit 1; }

format:  ## swift-format in place
	$(SWIFT) format --in-place --recursive $(SOURCES)

judges: dependencies  ## install every program that judges certificates, and fail if one is skipped or finds a fault
	@for program in openssl curl certtool certutil chromium java javac keytool go; do command -v $$program >/dev/null || exit 1; done \
		&& python3 -c 'import ensurepip' || { \
		$(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(JUDGE_PACKAGES); }
	@test -x $(JUDGES)/bin/python3 || python3 -m venv $(JUDGES)
	$(JUDGES)/bin/python3 -m pip install -q pkilint sslyze cryptography requests
	$(SWIFT) build --build-tests
	DEVSTACK_JUDGES=required $(SWIFT) test --skip-build --filter 'ClientTests|JudgeTests'

docs: dependencies  ## write the pages that are generated from the sources
	DEVSTACK_WRITE_DOCS=1 $(SWIFT) test --filter 'MessagesPageTests|GeneratedDocsTests|Timeline'

bench: build  ## speed and memory beside nginx, FastAPI and a shell script, as ratios
	Benchmarks/run

soak: build  ## the long proofs
	Benchmarks/soak

fuzz: SECONDS ?= 60
fuzz:  ## libFuzzer over the readers of files, SECONDS=60 for each of them
	Benchmarks/fuzz --seconds $(SECONDS)

install: build  ## the one binary into PREFIX/bin (default /usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 -s $(BINARY) $(DESTDIR)$(PREFIX)/bin/devstack

clean:
	rm -rf .build .build-release .build-fuzz .build-python .devstack
