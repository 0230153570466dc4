#!/bin/bash
# Migrates an empty database and writes it to FILE as plain SQL, which one statement over any connection restores.
set -euo pipefail
dump=$1
export DB_HOST=/tmp REDIS_HOST=127.0.0.1 REDIS_CACHE_HOST=127.0.0.1
export SECRET_KEY=only-for-this-build-step-only-for-this-build-step-00
export PATH=/usr/lib/postgresql/18/bin:$PATH
as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }

install -d -o postgres /tmp/pg
as_postgres initdb -D /tmp/pg --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as_postgres pg_ctl -D /tmp/pg -w -o "-c fsync=off -c listen_addresses= -c unix_socket_directories=/tmp" start >/dev/null
redis-server --save '' --daemonize yes >/dev/null
createdb -h /tmp -U postgres netbox
netbox migrate --no-input --verbosity 0
# Without psql's own \restrict lines, which only psql understands.
pg_dump -h /tmp -U postgres --no-owner --inserts --rows-per-insert=500 netbox | grep -v '^\\' >"$dump"
as_postgres pg_ctl -D /tmp/pg -m fast stop >/dev/null
redis-cli shutdown nosave
