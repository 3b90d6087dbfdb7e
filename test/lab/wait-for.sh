#!/bin/bash
# Sourced: waits until a command succeeds, at most that many seconds; says what it waited for when it did not.
# usage: wait_for SECONDS WHAT COMMAND...
wait_for() {
  local deadline=$((SECONDS + $1)) what=$2; shift 2
  until "$@" > /dev/null 2>&1; do
    [ $SECONDS -ge $deadline ] && { echo "gave up waiting for $what"; return 1; }
    sleep 0.3
  done
}
holds_vip() { ip -n "$1" -4 addr show eth0 | grep -q "$(vip_of "$1")/24"; }
tables_are_full() {
  local director
  for director in ds1 ds2; do [ "$(on $director ipvsadm -Ln | grep -c Route)" = 2 ] || return; done
}
