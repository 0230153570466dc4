#!/bin/sh
# Installs the community package that is mounted at /package, then becomes n8n. Plain sh: the vendor's image has no bash.
set -eu
cim=$(dirname "$0")
node "$cim/install-package.mjs" /package
export EXTERNAL_HOOK_FILES="$cim/register-package.cjs:$cim/forget-files.cjs"
exec n8n "$@"
