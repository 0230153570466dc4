#!/bin/bash
# Healthy: all daemons are up and all placement groups serve, the Dashboard lets admin in, the gateway answers. Warnings of
# another kind, such as those about a user's pool, are the user's to see in the Dashboard. Once healthy, the dear questions are
# asked twice a minute at most.
set -euo pipefail
[ -e /run/cim/ready ] || { echo 'starting'; exit 1; }
curl -sf -o /dev/null -m 5 http://127.0.0.1:7480/ || { echo 'the gateway does not answer'; exit 1; }
[ -z "$(find /run/cim/healthy -newermt '-25 seconds' 2>/dev/null)" ] || exit 0
rm -f /run/cim/healthy

timeout 10 ceph health --format json | python3 -c '
import json, sys
fatal = {
    "FS_DEGRADED", "MDS_ALL_DOWN", "MGR_DOWN", "MON_DOWN", "OSD_DOWN", "OSD_FULL", "PG_AVAILABILITY", "POOL_FULL", "TOO_FEW_OSDS",
}
health = json.load(sys.stdin)
found = sorted(set(health["checks"]) & fatal)
if health["status"] == "HEALTH_ERR" or found:
    sys.exit(health["status"] + ": " + ", ".join(found or health["checks"]))'
python3 -c 'import json, os; print(json.dumps({"username": "admin", "password": os.environ["CEPH_DASHBOARD_PASSWORD"]}))' |
	curl -sf -o /dev/null -m 10 -d @- -H 'Content-Type: application/json' \
		-H 'Accept: application/vnd.ceph.api.v1.0+json' --cacert /var/lib/ceph/cim/tls/certificate.pem \
		https://127.0.0.1:8443/api/auth ||
	{ echo 'the Dashboard refuses the log-in'; exit 1; }
touch /run/cim/healthy
