#!/bin/bash
# Makes the accounts and sets their secrets to what the environment holds: Dashboard user admin, the Dashboard's own
# gateway user, gateway user cim, and cim-admin, who may administer users and buckets. Secrets travel by standard input
# only: arguments show in ps.
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

# gateway_user UID NAME CAPABILITIES. An ordinary user: one with --system gets JSON instead of the S3 answers. Written only
# where it differs, since each write waits for watchers that a killed gateway may have left.
gateway_user() {
	timeout 20 radosgw-admin user info --uid "$1" >/dev/null 2>&1 ||
		timeout 60 radosgw-admin user create --uid "$1" --display-name "$2" --generate-key=false
	local before after
	before=$(timeout 20 radosgw-admin metadata get "user:$1")
	after=$(WANTED_CAPS=$3 python3 -c '
import json, os, sys
user = json.load(sys.stdin)
data = user["data"]
prefix = "RGW_ADMIN_" if data["user_id"] == "cim-admin" else "RGW_"
wanted = {"user": data["user_id"], "access_key": os.environ[prefix + "ACCESS_KEY"], "secret_key": os.environ[prefix + "SECRET_KEY"]}
caps = [{"type": kind, "perm": "*"} for kind in os.environ["WANTED_CAPS"].split()]
if [{name: key[name] for name in wanted} for key in data["keys"]] != [wanted] or data["caps"] != caps:
    data["keys"] = [{**wanted, "active": True, "create_date": data["create_date"]}]
    data["caps"] = caps
    json.dump(user, sys.stdout)' <<<"$before")
	[ -z "$after" ] || timeout 60 radosgw-admin metadata put "user:$1" <<<"$after"
}

dashboard_gateway() {
	[ -n "$(timeout 10 ceph dashboard get-rgw-api-access-key)" ] || timeout 20 ceph dashboard set-rgw-credentials
}

attempt dashboard_admin
attempt gateway_user cim 'n8n-nodes-cim' ''
# In the order in which the gateway keeps them.
attempt gateway_user cim-admin 'n8n-nodes-cim administration' 'buckets metadata usage users'
attempt dashboard_gateway
