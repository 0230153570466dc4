#!/bin/bash
# Healthy: the cluster says HEALTH_OK (or warns only of what a full or slow disk or an old crash may cause on one machine), the
# Dashboard lets admin in, the gateway answers. Once healthy, the dear questions are asked twice a minute at most.
set -euo pipefail
[ -e /run/cim/ready ] || { echo 'starting'; exit 1; }
curl -sf -o /dev/null -m 5 http://127.0.0.1:7480/ || { echo 'the gateway does not answer'; exit 1; }
[ -z "$(find /run/cim/healthy -newermt '-25 seconds' 2>/dev/null)" ] || exit 0
rm -f /run/cim/healthy

timeout 10 ceph health --format json | python3 -c '
import json, sys
tolerated = {
    "MON_DISK_LOW", "RECENT_CRASH", "RECENT_MGR_MODULE_CRASH", "OSD_NEARFULL", "POOL_NEARFULL", "SLOW_OPS",
    "BLUESTORE_SLOW_OP_ALERT", "MDS_SLOW_METADATA_IO", "MDS_SLOW_REQUEST",
}
health = json.load(sys.stdin)
others = sorted(set(health["checks"]) - tolerated)
if health["status"] == "HEALTH_ERR" or others:
    sys.exit(health["status"] + ": " + ", ".join(others or health["checks"]))'
python3 -c 'import json, os; print(json.dumps({"username": "admin", "password": os.environ["CEPH_DASHBOARD_PASSWORD"]}))' |
	curl -sf -o /dev/null -m 10 -d @- -H 'Content-Type: application/json' \
		-H 'Accept: application/vnd.ceph.api.v1.0+json' --cacert /var/lib/ceph/cim/tls/certificate.pem \
		https://127.0.0.1:8443/api/auth ||
	{ echo 'the Dashboard refuses the log-in'; exit 1; }
touch /run/cim/healthy
