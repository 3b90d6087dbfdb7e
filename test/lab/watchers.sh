#!/bin/bash
# Sourced after cluster.sh: vipscope on every host of the cluster, each a peer of all, and a Prometheus on a host of its
# own that scrapes them; its rules are those of the project, where there are any.
project=$(realpath "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../..")
prometheus_url=http://192.168.57.11:9090
declare -A watched=([ds1]=181 [ds2]=182 [rs1]=183 [rs2]=184 [hap1]=186 [hap2]=187)
add_host prom 11

vipscope_url() { echo "http://192.168.57.${watched[$1]}:9053"; }

write_sources() { # HOST
  local d=$lab/$1
  case $1 in
    ds*) echo "keepalived: [{ name: $1, log_file: $d/keepalived.log }]
vip: { addresses: [$vip] }" ;;
    rs*) echo "bind: [{ name: $1, statistics_channel: 'http://127.0.0.1:8053' }]
ipvs: { source: off }
vip: { addresses: [$vip] }" ;;
    hap*) echo "haproxy: [{ name: $1, socket: $d/haproxy.sock }]
keepalived: [{ name: $1, log_file: $d/keepalived.log }]
ipvs: { source: off }
vip: { addresses: [$pair_vip] }" ;;
  esac
}

write_vipscope() { # HOST
  local d=$lab/$1 interval=4s peer
  [[ $1 == ds* ]] && interval=2s
  mkdir -p "$d/state"
  { echo "node: $1
state_directory: $d/state
web: { listen_address: '192.168.57.${watched[$1]}:9053' }
view: { interval: $interval }"
    write_sources "$1"
    echo "peers:"
    for peer in "${!watched[@]}"; do [ "$peer" = "$1" ] || echo "  - $(vipscope_url "$peer")"; done; } > "$d/vipscope.yml"
}
vipscope_is_ready() { on client curl -sf -m 2 "$(vipscope_url "$1")/-/ready"; }

start_prometheus() {
  local host rules=()
  for host in "$project"/dashboards/rules/*.y*ml; do [ -e "$host" ] && rules+=("$host"); done
  { echo "global: { scrape_interval: 10s, evaluation_interval: 5s }
rule_files: [$(IFS=,; echo "${rules[*]}")]
scrape_configs:
  - job_name: vipscope
    static_configs:"
    for host in ds1 ds2 rs1 rs2 hap1 hap2; do
      echo "      - { targets: ['192.168.57.${watched[$host]}:9053'], labels: { node: $host } }"
    done; } > "$lab/prom/prometheus.yml"
  mkdir -p /run/prometheus
  on prom nice -n 10 prometheus --config.file="$lab/prom/prometheus.yml" --storage.tsdb.path=/run/prometheus \
    --web.listen-address=192.168.57.11:9090 >> "$lab/prom/prometheus.log" 2>&1 &
}
prometheus_is_ready() { on client curl -sf -m 2 $prometheus_url/-/ready; }
