#!/bin/bash
# make-dump.sh FOLDER: migrates an empty database and writes it to FOLDER/empty.sql as plain SQL, which one statement over
# any connection restores, and the names of the migrations to FOLDER/migrations.txt.
set -euo pipefail
folder=$1
export PATH=/usr/lib/postgresql/18/bin:$PATH
as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }

install -d -o postgres /tmp/pg
as_postgres initdb -D /tmp/pg --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as_postgres pg_ctl -D /tmp/pg -w -o "-c fsync=off -c listen_addresses= -c unix_socket_directories=/tmp" start >/dev/null
redis-server --save '' --daemonize yes >/dev/null
createdb -h /tmp -U postgres netbox
netbox migrate --no-input
# Without psql's own \restrict lines, which only psql understands.
pg_dump -h /tmp -U postgres --no-owner --inserts --rows-per-insert=500 netbox |
	grep -Ev '^\\(un)?restrict ' >"$folder/empty.sql"
psql -h /tmp -U postgres -qtA -c "SELECT app || '.' || name FROM django_migrations ORDER BY 1" netbox >"$folder/migrations.txt"
as_postgres pg_ctl -D /tmp/pg -m fast stop >/dev/null
redis-cli shutdown nosave
