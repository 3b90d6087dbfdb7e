#!/bin/bash
# Inside the lab's kernel: what `vipscope demo` shows. A real server dies and returns, then the master director does;
# a recorder beside ds2 keeps what a vipscope there would read. usage: demo-story.sh DIRECTORY RECORDING.jsonl
cd "$(dirname "$0")" || exit 1
. ./cluster.sh "$1"
start_named rs1; start_named rs2; sleep 2
start_haproxy ds1; start_haproxy ds2; start_keepalived ds1; start_keepalived ds2; sleep 12

echo "www.abc.local A" > "$lab/queries.txt"
seconds=240
load() { ip netns exec client dnsperf -s $vip -d "$lab/queries.txt" -l $((seconds + 5)) -t 2 "$@" > /dev/null 2>&1 & }
load -Q 60 -c 20
load -Q 10 -c 2 -m tcp -p 10000
ip netns exec ds2 ../../node_modules/.bin/tsx record.ts "$lab" "$2" $seconds &
recorder=$!
while [ ! -s "$2" ]; do sleep 0.2; done

sleep 30; echo "rs1 dies"; stop_named rs1
sleep 45; echo "rs1 returns"; start_named rs1
sleep 45; echo "ds1 dies"; crash_host ds1
sleep 60; echo "ds1 returns"; mend_link ds1; start_haproxy ds1; start_keepalived ds1
wait $recorder
