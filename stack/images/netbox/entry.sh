#!/bin/bash
# entry.sh netbox    brings the database to this version, makes admin and its token, then serves on 8000
# entry.sh worker    runs NetBox's background worker
# Works in the vendor's image too, as the command after its own entry point (which migrates by itself).
set -euo pipefail
umask 027
cim=$(dirname "$0")
if [ -f /opt/netbox/netbox/manage.py ]; then
	manage=(/opt/netbox/venv/bin/python /opt/netbox/netbox/manage.py)
	# The vendor's own command for the port that the stack uses.
	serve=(granian --interface wsgi --host 0.0.0.0 --port 8000 --workers "${NETBOX_WORKERS:-2}" --working-dir /opt/netbox/netbox
		--static-path-route /static --static-path-mount /opt/netbox/netbox/static netbox.wsgi:application)
else
	manage=(netbox)
	serve=(gunicorn --config "$cim/gunicorn.conf.py" --chdir "$cim" static_files:application)
fi
data=${NETBOX_DATA:-/data}
mkdir -p "$data/media" "$data/scripts" "$data/reports"

case ${1:-netbox} in
netbox)
	if [ "${manage[0]}" = netbox ]; then
		# The server itself makes the accounts: loading NetBox once more for that takes seconds.
		python3 "$cim/database.py" /opt/netbox/dump || {
			[ $? -eq 3 ] || exit 1
			netbox migrate --no-input
		}
	else
		(cd "$cim" && "${manage[@]}" shell --no-imports --command 'import accounts; accounts.ensure()')
	fi
	exec "${serve[@]}"
	;;
worker)
	# The name tells the health check which of the workers in Redis is this one, and not one killed a minute ago.
	printf %s "$HOSTNAME-$(</proc/sys/kernel/random/uuid)" >/tmp/worker-name
	exec "${manage[@]}" rqworker high default low --name "$(</tmp/worker-name)" --verbosity 1
	;;
*)
	echo "Unknown command '$1': say netbox or worker." >&2
	exit 64
	;;
esac
