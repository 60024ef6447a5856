#!/bin/bash
# Sees to what building, testing and measuring need: needs.sh run|check|test|bench|conformance ...
# Quick where all is there. Else installed with apt-get where that is possible without a question, or named in one
# sentence with the command to run.
set -euo pipefail

say() { echo "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

has_openssl() { pkg-config --exists openssl 2>/dev/null; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb; }
# administrators' programs are not on everybody's path
has_nginx() { has nginx || test -x /usr/sbin/nginx; }
has_deny() { has cargo-deny || test -x "$tools/bin/cargo-deny"; }
has_venv() { python3 -c 'import ensurepip, venv' 2>/dev/null; }

tools=${CARGO_TARGET_DIR:-target}/tools
packages=()
need() { # PACKAGE CHECK...: the package, unless the check succeeds
  local package=$1
  shift
  "$@" || [[ " ${packages[*]} " == *" $package "* ]] || packages+=("$package")
}

need_for() {
  case $1 in
    run)
      need cmake has cmake
      need make has make
      need gcc has cc
      need libc6-dev test -e /usr/include/stdio.h
      need pkg-config has pkg-config
      need libssl-dev has_openssl
      ;;
    check)
      need_for run
      ;;
    test)
      need_for run
      need ffmpeg has ffmpeg
      need postgresql has_postgresql
      need nginx has_nginx
      need libxml2-utils has xmllint
      need curl has curl
      ;;
    bench | conformance)
      [[ $1 == conformance ]] || need wrk has wrk
      need curl has curl
      need ffmpeg has ffmpeg
      need python3-venv has_venv
      ;;
    *)
      say "needs.sh: \"$1\" is none of run, check, test, bench, conformance"
      exit 2
      ;;
  esac
}

install() {
  local as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    has sudo && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  has apt-get || return 1
  say "Installing ${packages[*]} ..."
  local log
  log=$(mktemp)
  if "${as_root[@]}" apt-get update -qq >"$log" 2>&1 &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}" \
      >>"$log" 2>&1 </dev/null; then
    rm -f "$log"
    return 0
  fi
  tail -n 15 "$log" >&2
  rm -f "$log"
  return 1
}

if ! cargo --version >/dev/null 2>&1; then
  say "Rust is missing: install it as https://rustup.rs says (a version from 1.95 on), then try again."
  exit 1
fi

checks=no
for purpose in "$@"; do
  need_for "$purpose"
  [[ $purpose == test || $purpose == check ]] && checks=yes
done

if [[ $checks == yes ]]; then
  for component in fmt clippy; do
    if ! cargo "$component" --version >/dev/null 2>&1; then
      say "Rust's $component is missing: run \"rustup component add ${component/#fmt/rustfmt}\", then try again."
      exit 1
    fi
  done
fi

if [[ ${#packages[@]} -gt 0 ]] && ! install; then
  say "Missing: ${packages[*]}; run \"sudo apt-get install ${packages[*]}\", then try again."
  exit 1
fi

# for the licences and sources of all crates; no distribution packages it, so it is built, once: some minutes
if [[ $checks == yes ]] && ! has_deny; then
  say "Building cargo-deny ..."
  cargo install --quiet --locked --debug --root "$tools" --version 0.20.2 cargo-deny
fi
