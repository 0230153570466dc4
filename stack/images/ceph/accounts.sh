#!/bin/bash
# Makes the accounts and sets their secrets to what the environment holds: Dashboard user admin, the Dashboard's own
# gateway user, gateway user cim. Secrets travel by standard input only: arguments show in ps.
set -euo pipefail

attempt() { # repeats COMMAND until the daemons have come up; shows why only when it gives up
	local deadline=$((SECONDS + 180)) said
	until said=$("$@" 2>&1 >/dev/null); do
		[ "$SECONDS" -lt "$deadline" ] || { printf 'Gave up on %s: %s\n' "$1" "$said" >&2; return 1; }
		sleep 0.5
	done
}

dashboard_admin() {
	local password=(timeout 10 ceph dashboard)
	if timeout 10 ceph dashboard ac-user-show admin >/dev/null 2>&1; then
		password+=(ac-user-set-password admin -i - --force-password)
	else
		password+=(ac-user-create admin -i - administrator --force-password)
	fi
	printf %s "$CEPH_DASHBOARD_PASSWORD" | "${password[@]}"
}

# An ordinary user: one with --system gets JSON instead of the S3 answers. Written only where it differs, since each
# write waits for watchers that a killed gateway may have left.
gateway_user() {
	timeout 20 radosgw-admin user info --uid cim >/dev/null 2>&1 ||
		timeout 60 radosgw-admin user create --uid cim --display-name 'n8n-nodes-cim' --generate-key=false
	local before after
	before=$(timeout 20 radosgw-admin metadata get user:cim)
	after=$(python3 -c '
import json, os, sys
user = json.load(sys.stdin)
wanted = {"user": "cim", "access_key": os.environ["RGW_ACCESS_KEY"], "secret_key": os.environ["RGW_SECRET_KEY"]}
if [{name: key[name] for name in wanted} for key in user["data"]["keys"]] != [wanted]:
    user["data"]["keys"] = [{**wanted, "active": True, "create_date": user["data"]["create_date"]}]
    json.dump(user, sys.stdout)' <<<"$before")
	[ -z "$after" ] || timeout 60 radosgw-admin metadata put user:cim <<<"$after"
}

dashboard_gateway() {
	[ -n "$(timeout 10 ceph dashboard get-rgw-api-access-key)" ] || timeout 20 ceph dashboard set-rgw-credentials
}

attempt dashboard_admin
attempt gateway_user
attempt dashboard_gateway
