#!/usr/bin/env bash
# What the tests of loading need and PyPI does not have: Virtuoso, and two parsers of Turtle that
# are no Python. Installs them where that is allowed (root, apt-get) and never fails: what it
# could not do it says, and the tests that need it are skipped with that reason. No service is
# started; of Virtuoso only the program is installed, and the tests start it on their own ports.
set -uo pipefail

declare -A package=([virtuoso-t]=virtuoso-opensource-7-bin [rapper]=raptor2-utils [serdi]=serdi [curl]=curl)
missing() {
  for program in "${!package[@]}"; do
    command -v "$program" > /dev/null || echo "${package[$program]}"
  done
}
loudly() { printf '\n!! stores: %s\n\n' "$*" >&2; }

wanted=$(missing)
[ -z "$wanted" ] && exit 0
if ! command -v apt-get > /dev/null || [ "$(id -u)" -ne 0 ]; then
  loudly "not installed:" $wanted "(needs apt-get and root); the tests that use them are skipped"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
install() { apt-get install --yes --quiet --no-install-recommends $wanted; }
{ install || { apt-get update --quiet && install; } } > "$log" 2>&1
wanted=$(missing)
if [ -n "$wanted" ]; then
  tail -n 5 "$log" >&2
  loudly "apt-get could not install" $wanted "; the tests that use them are skipped"
fi
rm -f "$log"
exit 0
