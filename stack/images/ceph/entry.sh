#!/bin/bash
# Runs a Ceph cluster of one machine: monitor, manager with the Dashboard, one BlueStore OSD in a sparse file, object
# gateway, metadata server with the file system cimfs. Everything durable is under /var/lib/ceph; each step looks whether
# it is done, so a kill at any point heals at the next start. A daemon that ends is started again, as the init system of
# a real cluster does, unless /run/cim/held/NAME is there; one that will not stay up ends everything, non-zero. The
# process ids are in /run/cim/pids/NAME (mon, mgr, osd, rgw, mds).
#
# Environment: CEPH_DASHBOARD_PASSWORD (user admin), RGW_ACCESS_KEY and RGW_SECRET_KEY (user cim), RGW_ADMIN_ACCESS_KEY and
# RGW_ADMIN_SECRET_KEY (user cim-admin), CEPH_TLS_CERTIFICATE and CEPH_TLS_KEY (DER in base64), CEPH_OSD_SIZE (bytes).
set -euo pipefail
umask 077
: "${CEPH_DASHBOARD_PASSWORD:?must be set}" "${RGW_ACCESS_KEY:?must be set}" "${RGW_SECRET_KEY:?must be set}"
: "${RGW_ADMIN_ACCESS_KEY:?must be set}" "${RGW_ADMIN_SECRET_KEY:?must be set}"
: "${CEPH_TLS_CERTIFICATE:?must be set}" "${CEPH_TLS_KEY:?must be set}" "${CEPH_OSD_SIZE:=42949672960}"

cim=$(dirname "$0")
data=/var/lib/ceph
mon=$data/mon/ceph-a mgr=$data/mgr/ceph-a osd=$data/osd/ceph-0 rgw=$data/radosgw/ceph-rgw.a mds=$data/mds/ceph-a
keys=$data/cim tls=$data/cim/tls
address=$(getent ahostsv4 "$HOSTNAME" | awk '{ print $1; exit }')
endpoints="[v2:$address:3300,v1:$address:6789]"
mkdir -p /etc/ceph /run/ceph /run/cim/held /run/cim/pids "$mgr" "$osd" "$rgw" "$mds" "$keys" "$tls"
rm -f /run/cim/* 2>/dev/null || true
rm -f /run/cim/held/* /run/cim/pids/*

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
[mds]
log to stderr = $CEPH_LOG
mds cache memory limit = 268435456
# Its clients of the last run are gone, the killed manager's among them: waited for this long instead of 45 s.
mds reconnect timeout = 3
[client.admin]
keyring = $keys/client.admin.keyring
[client.rgw.a]
log to stderr = $CEPH_LOG
rgw frontends = beast port=7480 ssl_port=7443 ssl_certificate=$tls/certificate.pem ssl_private_key=$tls/key.pem
# What was deleted is gone within minutes instead of hours: the OSD is small.
rgw gc obj min wait = 60
rgw gc processor period = 120
rgw enable usage log = true
rgw usage log tick interval = 5
CONF
chmod 644 /etc/ceph/ceph.conf

pem() { # pem KIND BASE64
	printf -- '-----BEGIN %s-----\n' "$1"
	fold -w 64 <<<"$2"
	printf -- '-----END %s-----\n' "$1"
}
pem CERTIFICATE "$CEPH_TLS_CERTIFICATE" >"$tls/certificate.pem"
pem 'PRIVATE KEY' "$CEPH_TLS_KEY" >"$tls/key.pem"

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

declare -A pids=() commands=() since=() short=()
daemon() { # daemon NAME PROGRAM ARGUMENTS...
	local name=$1
	shift
	commands[$name]=${*@Q}
	since[$name]=$SECONDS
	"$@" -f --setuser ceph --setgroup ceph 2> >(grep --line-buffered -Ev "^(DEBUG|INFO|WARNING:ceph.cryptotools):?" >&2) &
	pids[$name]=$!
	echo $! >"/run/cim/pids/$name"
}
# again NAME: starts a daemon that has ended; fails when it has been up for a moment only, three times in a row. One that is
# held was killed on purpose.
again() {
	((SECONDS - since[$1] < 10)) && [ ! -e "/run/cim/held/$1" ] && short[$1]=$((${short[$1]:-0} + 1)) || short[$1]=0
	((short[$1] < 3)) || return 1
	echo "$1 has ended and is started again." >&2
	sleep 1
	while [ -e "/run/cim/held/$1" ]; do sleep 0.5; done
	[ "$1" != mgr ] || timeout 60 ceph mgr fail >/dev/null 2>&1 || true
	eval "daemon $1 ${commands[$1]}"
}
name_of() { # name_of PID: the daemon's
	local name
	for name in "${!pids[@]}"; do
		[ "${pids[$name]}" != "$1" ] || printf %s "$name"
	done
}
# The gateway drops its watches at once but then sleeps on for up to 16 s; the manager keeps nothing. The metadata server
# tells the monitor that it goes. The OSD and the monitor get the time that the engine gives.
stop() {
	trap '' TERM INT
	local name tick
	for name in rgw mgr mds osd mon; do
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
# Not made with the other keys: clusters whose keys are older than their file system get it in the same way.
ask_mds_key() {
	timeout 120 ceph auth get-or-create mds.a mon 'allow profile mds' mgr 'allow profile mds' \
		osd 'allow rw tag cephfs *=*' mds 'allow *' -o "$1" && chown ceph:ceph "$1"
}
once "$mds/keyring" ask_mds_key
if [ ! -e "$osd/ready" ]; then
	timeout 120 ceph osd new "$(<"$keys/osd-uuid")" 0 >/dev/null
	rm -f "$osd/block"
	ceph-osd -i 0 --mkfs --osd-uuid "$(<"$keys/osd-uuid")" --setuser ceph --setgroup ceph
fi
# Before the manager looks for them; --force because only a running manager knows its modules' options.
if [ ! -e "$keys/dashboard-tls-set" ]; then
	for setting in ssl=true server_addr=0.0.0.0 ssl_server_port=8443 "crt_file=$tls/certificate.pem" "key_file=$tls/key.pem"; do
		timeout 120 ceph config set mgr "mgr/dashboard/${setting%%=*}" "${setting#*=}" --force
	done
	touch "$keys/dashboard-tls-set"
fi
# A killed manager counts as the active one for half a minute, and its address swallows every command.
timeout 60 ceph mgr fail >/dev/null 2>&1 || true
daemon mgr ceph-mgr -i a
daemon osd ceph-osd -i 0
daemon rgw radosgw -n client.rgw.a --keyring "$rgw/keyring"
daemon mds ceph-mds -i a

# What exists already is no error to these commands, but worth a line to them.
file_system() {
	[ ! -e "$keys/file-system-made" ] || return 0
	timeout 120 ceph osd pool create cephfs.cimfs.meta &&
		timeout 120 ceph osd pool create cephfs.cimfs.data &&
		timeout 120 ceph fs new cimfs cephfs.cimfs.meta cephfs.cimfs.data &&
		# One metadata server is all there is: no warning that says so.
		timeout 120 ceph fs set cimfs standby_count_wanted 0 &&
		touch "$keys/file-system-made"
}
accounts_and_file_system() {
	local made
	file_system >/run/cim/file-system.log 2>&1 &
	made=$!
	bash "$cim/accounts.sh"
	wait "$made" || { cat /run/cim/file-system.log >&2; return 1; }
}
accounts_and_file_system &
accounts=$!
# In the background, because a signal waits for what runs in the foreground.
while ended=; wait -n -p ended && code=0 || code=$?; [ -n "$ended" ]; do
	name=$(name_of "$ended")
	if [ -n "$name" ]; then
		again "$name" || { echo "$name does not stay up; the rest is stopped." >&2; exit 1; }
	elif [ "$ended" = "$accounts" ]; then
		[ "$code" = 0 ] || { echo 'Accounts or file system could not be made; the rest is stopped.' >&2; exit 1; }
		touch /run/cim/ready
	fi
done
exit 1
