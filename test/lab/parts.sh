#!/bin/bash
# Sourced inside the lab's kernel: starts, stops and breaks the parts of the cluster that cluster.sh has built.
# Wants $lab, the directory with a directory for each host, and the network namespace `root`, where the bridges are.
programs=$(realpath "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../../dist/bin")
vipscope=$programs/vipscope.js dnsbench=$programs/dnsbench.js
vip=192.168.56.185 pair_vip=192.168.56.190

on() { ip netns exec "$@"; }
is_pair() { [[ $1 == hap* ]]; }
# The address that moves between keepalived's hosts of this kind.
vip_of() { if is_pair "$1"; then echo $pair_vip; else echo $vip; fi; }

# On one processor the cluster goes before those who watch it, as if each host had its own.
start_named() { on "$1" nice -n -5 named -c "$lab/$1/named.conf" -n 1 -g >> "$lab/$1/named.log" 2>&1 & }
start_keepalived() {
  on "$1" nice -n -20 unshare -m bash -c "mount -t tmpfs t /run; exec keepalived -n -l -G -D -f $lab/$1/keepalived.conf" \
    >> "$lab/$1/keepalived.log" 2>&1 &
}
start_haproxy() { on "$1" haproxy -D -p "$lab/$1/haproxy.pid" -f "$lab/$1/haproxy.cfg" 2>> "$lab/$1/haproxy.log"; }

start_vipscope() {
  on "$1" nice -n 10 node "$vipscope" serve --config.file="$lab/$1/vipscope.yml" >> "$lab/$1/vipscope.log" 2>&1 &
  echo $! > "$lab/$1/vipscope.pid"
}

# keepalived has three processes of one command line; the others have one each.
pids_of() { # PART HOST
  if [ "$1" = keepalived ]; then pgrep -f "keepalived.* -f $lab/$2/keepalived.conf"; else cat "$lab/$2/$1.pid"; fi
}
signal() { # SIGNAL PART HOST
  local pids
  pids=$(pids_of "$2" "$3") && [ -n "$pids" ] || { echo "$2 does not run on $3" >&2; return 1; }
  kill "-$1" $pids
}
# keepalived's first process ends the others, which say goodbye.
stop_keepalived() { kill "$(pids_of keepalived "$1" | head -n 1)"; }
stop_named() { signal TERM named "$1"; }
stop_haproxy() { signal TERM haproxy "$1"; }
stop_vipscope() {
  local pid; pid=$(pids_of vipscope "$1")
  kill "$pid"
  while kill -0 "$pid" 2> /dev/null; do sleep 0.1; done
}

cut_link() { ip -n root link set "v$1" down; }
mend_link() { ip -n root link set "v$1" up; }

# A host that loses its power: its keepalived is held before its link is cut, and so neither says goodbye nor notices;
# what it had put into the kernel is gone when it returns.
crash_host() {
  local pids
  pids=$(pids_of keepalived "$1")
  [ -n "$pids" ] && kill -STOP $pids
  cut_link "$1"
  [ -n "$pids" ] && kill -KILL $pids
  [ -e "$lab/$1/haproxy.pid" ] && { signal KILL haproxy "$1"; rm -f "$lab/$1/haproxy.sock" "$lab/$1/haproxy.pid"; }
  ip -n "$1" addr del "$(vip_of "$1")/24" dev eth0 2> /dev/null
  is_pair "$1" || on "$1" ipvsadm -C
}
