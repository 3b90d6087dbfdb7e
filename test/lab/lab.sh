#!/bin/bash
# Inside the kernel that boot.sh starts: the whole lab. cluster.sh with vipscope on each host and Prometheus, then
# scenarios one after the other, or a prompt. What is to be kept is in DIRECTORY/results: a directory for each scenario,
# and in hosts what each host has left.
# usage: lab.sh DIRECTORY scenario FILE... | lab.sh DIRECTORY shell
set -u
here=$(dirname "$(realpath "$0")")
. "$here/cluster.sh" "$1"
. "$here/watchers.sh"
. "$here/wait-for.sh"
# So that commands are short, in scenarios and at the prompt: dnsbench, vipscope, act.sh.
mkdir -p "$lab/bin" "$lab/results"
printf '#!/bin/sh\nexec node %s "$@"\n' "$dnsbench" > "$lab/bin/dnsbench"
printf '#!/bin/sh\nexec node %s "$@"\n' "$vipscope" > "$lab/bin/vipscope"
chmod 755 "$lab/bin"/*
export LAB=$lab PATH=$lab/bin:$here:$PATH
hosts=(ds1 ds2 rs1 rs2 hap1 hap2)
for module in sch_ingress sch_netem cls_flower cls_matchall act_gact; do modprobe $module; done
# One processor serves everybody in turn: whoever has to wait for it finds what came meanwhile, as it would on a host.
echo 10 > /proc/sys/kernel/sched_rr_timeslice_ms
echo 4194304 > /proc/sys/net/core/rmem_default

say() { printf '%6.1f s  %s\n' "$(cut -d' ' -f1 /proc/uptime)" "$1"; }

start_all() {
  say "starting name servers, vipscopes and Prometheus"
  start_named rs1; start_named rs2
  for host in "${hosts[@]}"; do write_vipscope "$host"; start_vipscope "$host"; done
  start_prometheus
  # Before keepalived writes its first line, so that every one is counted.
  for host in "${hosts[@]}"; do
    wait_for 60 "vipscope on $host" vipscope_is_ready "$host" || return
  done
  say "starting directors and the pair of HAProxys"
  start_haproxy hap1; start_haproxy hap2
  start_keepalived ds1; start_keepalived hap1
  wait_for 30 "ds1 to hold its VIP" holds_vip ds1 || return
  wait_for 30 "hap1 to hold its VIP" holds_vip hap1 || return
  start_keepalived ds2; start_keepalived hap2
  wait_for 30 "real servers in both tables" tables_are_full || return
  wait_for 60 "Prometheus" prometheus_is_ready || return
  say "the cluster is up"
}

run_scenario() { # FILE
  local results status
  results=$lab/results/$(basename "${1%.*}"); mkdir -p "$results"
  # What the client's interface got, as a witness that shares nothing with dnsbench.
  on client nice -n -20 tcpdump -ni eth0 -s 64 -B 8192 -w "$results/client.pcap" "udp port 53 and host $vip" \
    2> "$results/tcpdump.log" &
  # Before all others: it starts dnsbench, which has to send on time. What act.sh starts is not.
  on client chrt --rr 1 node "$vipscope" scenario "$1" --out "$results"
  status=$?
  pkill -INT -x tcpdump; wait %% 2> /dev/null
  say "$(basename "$1") ended with $status"
  return $status
}

keep_hosts() {
  local d
  for host in "${hosts[@]}"; do
    d=$lab/results/hosts/$host; mkdir -p "$d"
    on client curl -s -m 5 "$(vipscope_url "$host")/metrics" > "$d/metrics.txt"
    on client curl -s -m 5 "$(vipscope_url "$host")/events?since=0" > "$d/events.json"
    cp "$lab/$host"/*.log* "$lab/$host"/*.yml "$lab/$host"/*.conf "$d" 2> /dev/null
  done
}

start_all || { keep_hosts; exit 1; }
mode=$2; shift 2
case $mode in
  shell) . "$here/shell.sh" ;;
  scenario)
    failed=0
    for file; do run_scenario "$file" || failed=1; done
    keep_hosts
    exit $failed ;;
esac
