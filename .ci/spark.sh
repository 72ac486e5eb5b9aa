#!/usr/bin/env bash
# What the tests of Spark need and PyPI does not have: Java. Installs it where that is allowed (root,
# apt-get) and never fails: what it could not do it says, and the tests are skipped with that reason.
set -uo pipefail

package=default-jre-headless
loudly() { printf '\n!! spark: %s\n\n' "$*" >&2; }

command -v java > /dev/null && exit 0
if ! command -v apt-get > /dev/null || [ "$(id -u)" -ne 0 ]; then
  loudly "no Java, and it cannot be installed (needs apt-get and root); the tests of Spark are skipped"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
install() { apt-get install --yes --quiet --no-install-recommends "$package"; }
{ install || { apt-get update --quiet && install; } } > "$log" 2>&1
if ! command -v java > /dev/null; then
  tail -n 5 "$log" >&2
  loudly "apt-get could not install $package; the tests of Spark are skipped"
fi
rm -f "$log"
exit 0
