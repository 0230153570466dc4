#!/bin/bash
# Runs a Ceph cluster of one machine: monitor, manager with the Dashboard, one BlueStore OSD in a sparse file, object
# gateway. Everything durable is under /var/lib/ceph; each step looks whether it is done, so a kill at any point heals at
# the next start. Ends, non-zero, as soon as one daemon ends.
#
# Environment: CEPH_DASHBOARD_PASSWORD (user admin), RGW_ACCESS_KEY and RGW_SECRET_KEY (user cim), CEPH_OSD_SIZE (bytes).
set -euo pipefail
umask 077
: "${CEPH_DASHBOARD_PASSWORD:?must be set}" "${RGW_ACCESS_KEY:?must be set}" "${RGW_SECRET_KEY:?must be set}"
: "${CEPH_OSD_SIZE:=42949672960}"

cim=$(dirname "$0")
data=/var/lib/ceph
mon=$data/mon/ceph-a mgr=$data/mgr/ceph-a osd=$data/osd/ceph-0 rgw=$data/radosgw/ceph-rgw.a
keys=$data/cim
address=$(getent ahostsv4 "$HOSTNAME" | awk '{ print $1; exit }')
endpoints="[v2:$address:3300,v1:$address:6789]"
mkdir -p /etc/ceph /run/ceph /run/cim "$mgr" "$osd" "$rgw" "$keys"
rm -f /run/cim/*

once() { # once FILE COMMAND...: the command writes FILE.new; the name appears only when it is complete
	local file=$1
	shift
	[ -e "$file" ] || { rm -rf "$file.new" && "$@" "$file.new" && mv "$file.new" "$file"; }
}
new_uuid() { cat /proc/sys/kernel/random/uuid >"$1"; }
once "$keys/fsid" new_uuid
once "$keys/osd-uuid" new_uuid
fsid=$(<"$keys/fsid")

cat >/etc/ceph/ceph.conf <<CONF
[global]
fsid = $fsid
mon host = $endpoints
mon initial members = a
auth allow insecure global id reclaim = false
# One OSD is all there is: one copy, and no warning that says so.
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon allow pool delete = true
mon warn on pool no redundancy = false
mon max pg per osd = 600
mon data avail warn = 5
mon data avail crit = 2
# Errors go to the container's log; CEPH_LOG=true brings the rest, hundreds of lines a start.
log to file = false
mon cluster log to file = false

[mon]
log to stderr = ${CEPH_LOG:=false}
mgr initial modules = dashboard
[mgr]
log to stderr = $CEPH_LOG
[osd]
log to stderr = $CEPH_LOG
bluestore block size = $CEPH_OSD_SIZE
osd memory target = 1073741824
# Fair shares among clients need a benchmark at each start; one machine has no use for them.
osd op queue = wpq
# The gateway's metadata writes wait for all who watch, also for one that was killed: this long instead of 30 s.
osd client watch timeout = 10
[client.admin]
keyring = $keys/client.admin.keyring
[client.rgw.a]
log to stderr = $CEPH_LOG
rgw frontends = beast port=7480
CONF
chmod 644 /etc/ceph/ceph.conf

# The monitor's first keyring holds everybody's key, so none has to be asked for later.
make_keyring() {
	ceph-authtool --create-keyring "$1" --gen-key -n mon. --cap mon 'allow *' >/dev/null
	ceph-authtool "$1" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mds 'allow *' --cap mgr 'allow *'
	ceph-authtool "$1" --gen-key -n mgr.a --cap mon 'allow profile mgr' --cap osd 'allow *' --cap mds 'allow *'
	ceph-authtool "$1" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap mgr 'allow profile osd' --cap osd 'allow *'
	ceph-authtool "$1" --gen-key -n client.rgw.a --cap mon 'allow rw' --cap osd 'allow rwx' --cap mgr 'allow rw'
}
key_of() { printf '[%s]\n\tkey = %s\n' "$1" "$(ceph-authtool "$keys/all.keyring" -p -n "$1")" >"$2"; }
once "$keys/all.keyring" make_keyring
once "$keys/client.admin.keyring" key_of client.admin
once "$mgr/keyring" key_of mgr.a
once "$osd/keyring" key_of osd.0
once "$rgw/keyring" key_of client.rgw.a

# A container's address changes when it is made anew; the monitor's map, the one place that keeps it, follows.
make_mon() {
	rm -f /run/cim/monmap
	mkdir -p "$1"
	monmaptool --create --addv a "$endpoints" --fsid "$fsid" /run/cim/monmap >/dev/null
	ceph-mon --mkfs -i a --mon-data "$1" --monmap /run/cim/monmap --keyring "$keys/all.keyring"
}
mkdir -p "$data/mon"
once "$mon" make_mon
ceph-mon -i a --extract-monmap /run/cim/monmap 2>/dev/null
if ! monmaptool --print /run/cim/monmap | grep -qF "v2:$address:3300/"; then
	monmaptool --rm a /run/cim/monmap >/dev/null
	monmaptool --addv a "$endpoints" /run/cim/monmap >/dev/null
	ceph-mon -i a --inject-monmap /run/cim/monmap
fi
chown -R ceph:ceph "$data" /run/ceph

declare -A pids=()
daemon() { # daemon NAME PROGRAM ARGUMENTS...
	local name=$1
	shift
	"$@" -f --setuser ceph --setgroup ceph 2> >(grep --line-buffered -Ev "^(DEBUG|INFO):" >&2) &
	pids[$name]=$!
}
# The gateway drops its watches at once but then sleeps on for up to 16 s; the manager keeps nothing. The OSD and the
# monitor get the time that the engine gives.
stop() {
	trap '' TERM INT
	local name tick
	for name in rgw mgr osd mon; do
		[ -n "${pids[$name]:-}" ] || continue
		kill "${pids[$name]}" 2>/dev/null || true
		for ((tick = 0; tick < 30; tick++)); do
			kill -0 "${pids[$name]}" 2>/dev/null || break
			sleep 0.1
		done
		[[ $name != rgw && $name != mgr ]] || kill -9 "${pids[$name]}" 2>/dev/null || true
		wait "${pids[$name]}" 2>/dev/null || true
	done
}
trap stop EXIT
trap 'exit 0' TERM INT

daemon mon ceph-mon -i a
if [ ! -e "$osd/ready" ]; then
	timeout 120 ceph osd new "$(<"$keys/osd-uuid")" 0 >/dev/null
	rm -f "$osd/block"
	ceph-osd -i 0 --mkfs --osd-uuid "$(<"$keys/osd-uuid")" --setuser ceph --setgroup ceph
fi
# Before the manager looks for them; --force because only a running manager knows its modules' options.
if [ ! -e "$keys/dashboard-set" ]; then
	for setting in ssl=false server_addr=0.0.0.0 server_port=8443; do
		timeout 120 ceph config set mgr "mgr/dashboard/${setting%%=*}" "${setting#*=}" --force
	done
	touch "$keys/dashboard-set"
fi
# A killed manager counts as the active one for half a minute, and its address swallows every command.
timeout 60 ceph mgr fail >/dev/null 2>&1 || true
daemon mgr ceph-mgr -i a
daemon osd ceph-osd -i 0
daemon rgw radosgw -n client.rgw.a --keyring "$rgw/keyring"

bash "$cim/accounts.sh" &
accounts=$!
# In the background, because a signal waits for what runs in the foreground.
if wait -n -p ended && [ "$ended" = "$accounts" ]; then
	touch /run/cim/ready
	wait -n || true
fi
echo 'One of the daemons has ended, or the accounts could not be made; the rest is stopped.' >&2
exit 1
