#!/bin/sh
# Starts a private IPFS node: it announces nothing, asks nobody, and serves what is stored in it.
# Plain sh: the vendor's image has only busybox.
set -eu
umask 077
: "${IPFS_PATH:=/data/ipfs}"
export IPFS_PATH

[ -f "$IPFS_PATH/config" ] || ipfs init --empty-repo >/dev/null
# A killed daemon leaves both behind; this container is the only user of the repository.
rm -f "$IPFS_PATH/repo.lock" "$IPFS_PATH/api"

# Set at every start, so that an existing repository follows this file.
set_config() { ipfs config --json "$1" "$2"; }
set_config Addresses '{"API": "/ip4/0.0.0.0/tcp/5001", "Gateway": "/ip4/0.0.0.0/tcp/8080",
	"Swarm": ["/ip4/0.0.0.0/tcp/4001"], "Announce": [], "AppendAnnounce": [], "NoAnnounce": []}'
set_config Bootstrap '[]'
set_config Routing '{"Type": "none"}'
set_config AutoConf '{"Enabled": false}'
set_config AutoTLS '{"Enabled": false}'
set_config DNS '{"Resolvers": {}}'
set_config Discovery '{"MDNS": {"Enabled": false}}'
set_config Ipns '{"DelegatedPublishers": []}'
set_config Swarm '{"DisableNatPortMap": true, "EnableHolePunching": false, "RelayClient": {"Enabled": false},
	"RelayService": {"Enabled": false},
	"Transports": {"Network": {"QUIC": false, "WebTransport": false, "WebRTCDirect": false, "Relay": false}}}'
# Nobody can be asked: a missing block is a 404 at once instead of a wait.
set_config Gateway '{"NoFetch": true}'
exec ipfs daemon --migrate=true --enable-gc=false
