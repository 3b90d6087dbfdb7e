#!/bin/bash
# Inside the kernel that boot.sh starts: the cluster of cluster.sh with `vipscope serve` on director ds1 and a
# Prometheus that scrapes it. A real server dies, then ds1's keepalived is stopped; what Prometheus holds after each
# is asked for and left in DIRECTORY/results. usage: boot.sh stack.sh DIRECTORY
set -u
here=$(dirname "$(realpath "$0")")
. "$here/cluster.sh" "$1"
. "$here/wait-for.sh"
mkdir -p "$lab/results" /run/prometheus

on_ds1() { ip netns exec ds1 "$@"; }
# True when a PromQL expression gives anything.
holds() { on_ds1 curl -s -G http://127.0.0.1:9090/api/v1/query --data-urlencode "query=$1" | grep -q '"value":'; }
ask() { # NAME EXPRESSION
  on_ds1 curl -s -G http://127.0.0.1:9090/api/v1/query --data-urlencode "query=$2" > "$lab/results/$1.json"
}
ask_all() { # PHASE
  ask "$1-up" 'up{job="vipscope"}'
  ask "$1-failed" 'vipscope_collector_success == 0'
  ask "$1-backends" 'ipvs_backend_weight'
  ask "$1-packets" 'sum(ipvs_service_incoming_packets_total)'
  ask "$1-vrrp" 'keepalived_vrrp_status == 1'
  ask "$1-transitions" 'sum by (iname, state) (keepalived_vrrp_transitions_total)'
  ask "$1-real-servers" 'keepalived_real_server_up'
  ask "$1-haproxy" 'haproxy_server_status == 1'
  ask "$1-bind" 'bind_incoming_queries_total{type="A"}'
  ask "$1-vip" 'vip_owner'
}

cat > "$lab/vipscope.yml" <<X
node: ds1
state_directory: $lab/state
haproxy:
  - { name: local, socket: $lab/ds1/haproxy.sock }
bind:
  - { name: rs1, stats_file: $lab/rs1/named.stats, rndc: { command: [ip, netns, exec, rs1, rndc, -c, $lab/rs1/rndc.conf, stats], interval: 3s } }
  - { name: rs2, stats_file: $lab/rs2/named.stats, rndc: { command: [ip, netns, exec, rs2, rndc, -c, $lab/rs2/rndc.conf, stats], interval: 3s } }
keepalived:
  - { name: ds1, log_file: $lab/ds1/keepalived.log }
vip: { addresses: [$vip] }
X
mkdir -p "$lab/state"
cat > "$lab/prometheus.yml" <<X
global: { scrape_interval: 5s, scrape_timeout: 5s }
scrape_configs:
  - { job_name: vipscope, static_configs: [{ targets: ["127.0.0.1:9053"] }] }
X

ip netns exec ds1 node "$here/../../dist/bin/vipscope.js" serve --config.file="$lab/vipscope.yml" > "$lab/vipscope.log" 2>&1 &
vipscope=$!
on_ds1 prometheus --config.file="$lab/prometheus.yml" --storage.tsdb.path=/run/prometheus \
  --web.listen-address=127.0.0.1:9090 > "$lab/prometheus.log" 2>&1 &
start_named rs1; start_named rs2
# Before keepalived writes its first line, so that it counts every one.
wait_for 30 "vipscope to serve" on_ds1 curl -sf http://127.0.0.1:9053/-/ready || exit 1
start_haproxy ds1; start_keepalived ds1
wait_for 30 "ds1 to hold the VIP" holds_vip ds1 || exit 1
start_haproxy ds2; start_keepalived ds2
echo "www.abc.local A" > "$lab/queries.txt"
ip netns exec client dnsperf -s $vip -d "$lab/queries.txt" -l 200 -t 2 -Q 20 -c 10 > /dev/null 2>&1 &
wait_for 90 "a scrape with everything in it" holds \
  'keepalived_vrrp_state == 2 and on() count(ipvs_backend_weight) == 2 and on() sum(ipvs_service_incoming_packets_total) > 100 and on() sum(bind_incoming_queries_total) > 100 and on() count(haproxy_server_status{state="UP"} == 1) == 2 and on() vip_owner == 1' || exit 1
ask_all whole

stop_named rs1
wait_for 60 "rs1 to leave both tables" holds \
  'count(ipvs_backend_weight) == 1 and on() count(haproxy_server_status{state="DOWN"} == 1) == 1' || exit 1
ask_all rs1-dead

stop_keepalived ds1
wait_for 60 "ds1 to give up the VIP" holds 'vip_owner == 0 and on() ipvs_services == 0 and on() keepalived_running == 0' || exit 1
ask_all ds1-left
wait_for 30 "ds2 to hold the VIP" holds_vip ds2 || exit 1

on_ds1 curl -s http://127.0.0.1:9053/metrics > "$lab/results/metrics.txt"
on_ds1 curl -s http://127.0.0.1:9053/ > "$lab/results/page.html"
kill -TERM $vipscope; wait $vipscope; echo "vipscope ended with $?"
