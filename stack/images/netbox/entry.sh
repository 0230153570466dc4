#!/bin/bash
# entry.sh netbox    brings the database to this version, makes admin and its token, then serves on 8000
# entry.sh worker    runs NetBox's background worker
# Works in the vendor's image too, as the command after its own entry point (which migrates by itself).
set -euo pipefail
umask 027
cim=$(dirname "$0")
if [ -f /opt/netbox/netbox/manage.py ]; then
	manage=(/opt/netbox/venv/bin/python /opt/netbox/netbox/manage.py)
	serve=(/opt/netbox/launch-netbox.sh)
else
	manage=(netbox)
	serve=(gunicorn --config "$cim/gunicorn.conf.py" --chdir "$cim" static_files:application)
	mkdir -p /data/media /data/scripts /data/reports
fi

case ${1:-netbox} in
netbox)
	if [ "${manage[0]}" = netbox ]; then
		python3 "$cim/restore.py" /opt/netbox/empty.sql
		netbox migrate --no-input --verbosity 0
	fi
	"${manage[@]}" shell --no-imports --command "exec(compile(open('$cim/accounts.py').read(), 'accounts.py', 'exec'))"
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
