#!/bin/sh
# What the tests of graph.html need of the system: Chromium and a font with Chinese characters.
# Installs what is missing where the system allows (apt-get, and root or sudo without a password).
# Never fails: without a browser those tests are skipped, and say so (KG_NO_SKIP=1 forbids it).

have_browser() {
  test -n "${KG_CHROMIUM:-}" && return
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && return
  done
  return 1
}

have_font() {
  # A system without fc-list cannot be asked.
  if command -v fc-list >/dev/null 2>&1; then test -n "$(fc-list :lang=zh-cn family)"; else false; fi
}

missing=
have_browser || missing=chromium
have_font || missing="$missing fonts-noto-cjk fontconfig"
test -z "$missing" && exit 0

if test "$(id -u)" = 0; then
  as_root=
elif sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  as_root=impossible
fi

if command -v apt-get >/dev/null 2>&1 && test "$as_root" != impossible; then
  echo "installing for the tests of graph.html: $missing"
  # shellcheck disable=SC2086 # lists of words, on purpose
  {
    $as_root apt-get update -qq || true
    for package in $missing; do
      DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
        --no-install-recommends "$package" </dev/null || true
    done
  } >/dev/null
fi

have_browser || echo '!!! NO CHROMIUM: the tests of graph.html will be SKIPPED.' \
  'Install chromium, or set KG_CHROMIUM to a browser of its kind.' >&2
have_font || echo '!!! NO CHINESE FONT: tests of drawn labels will be SKIPPED.' \
  'Install fonts-noto-cjk or another one.' >&2
exit 0
