#!/bin/sh
# Builds the app into dist, unless what is there was built from the same files. Exits with 3 if there is no npm, and with 1
# if it fails.
set -eu
cd "$(dirname "$0")"

sources() {
    cksum package-lock.json index.html tsconfig.json vite.config.ts
    find public src test -name "*.mjs" -prune -o -type f -print | LC_ALL=C sort | xargs cksum
}

built=node_modules/.built-from
installed=node_modules/.installed-lock

if [ -f dist/index.html ] && [ -f "$built" ] && [ "$(sources)" = "$(cat "$built")" ]; then
    exit 0
fi
command -v npm >/dev/null || exit 3
if ! cmp -s package-lock.json "$installed"; then
    echo "Installing what the React app is built with. The first time takes a while." >&2
    npm ci || exit 1
    cp package-lock.json "$installed"
fi
npm run --silent build >&2 || exit 1
sources >"$built"
