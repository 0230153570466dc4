#!/bin/bash
# Makes the cluster and its databases at the first start, then runs the server.
# POSTGRES_PASSWORD is the password of the superuser `postgres`; POSTGRES_DATABASES names the databases to have.
set -euo pipefail
umask 077
: "${POSTGRES_PASSWORD:?must be set}" "${POSTGRES_DATABASES:=}"

if [ ! -s "$PGDATA/PG_VERSION" ]; then
	# A kill in the middle of initdb must not leave a half-made cluster under the final name.
	rm -rf "$PGDATA.new"
	mkdir -p "$(dirname "$PGDATA")"
	initdb --pgdata="$PGDATA.new" --username=postgres --auth-local=trust --auth-host=scram-sha-256 \
		--pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --encoding=UTF8 --locale=C.UTF-8 >/dev/null
	echo 'host all all all scram-sha-256' >>"$PGDATA.new/pg_hba.conf"
	mv "$PGDATA.new" "$PGDATA"
fi
# The container is the only user of the data; the number in a killed server's file may be a living process here.
rm -f "$PGDATA/postmaster.pid"

# Before the server takes connections: no client finds a database missing, and the password follows the environment.
single() { postgres --single -D "$PGDATA" -c log_min_messages=fatal template1; }
printf "ALTER ROLE postgres PASSWORD '%s'\n" "${POSTGRES_PASSWORD//\'/\'\'}" | single >/dev/null
have=$(echo 'SELECT datname FROM pg_database' | single)
for database in $POSTGRES_DATABASES; do
	[[ $have == *"\"$database\""* ]] || printf 'CREATE DATABASE %s\n' "$database" | single >/dev/null
done

exec postgres -D "$PGDATA" -c listen_addresses='*' -c shared_buffers=128MB -c log_min_messages=warning
