#!/bin/sh
# Runs Redis with an append-only file in /data. The password comes by standard input: an argument would show in ps.
set -eu
: "${REDIS_PASSWORD:?must be set}"
exec redis-server - <<CONFIG
port 6379
bind 0.0.0.0
dir /data
appendonly yes
save ""
maxmemory-policy noeviction
requirepass $REDIS_PASSWORD
CONFIG
