#!/bin/bash
# Sourced inside the lab's kernel. Builds the cluster: a client, directors ds1 and ds2 (keepalived VRRP, IPVS in
# direct routing, HAProxy) and real servers rs1 and rs2 (named), one network namespace each, on one bridge.
# Functions at the end start, stop and cut its parts. usage: . cluster.sh DIRECTORY
set -u
lab=$(realpath -m "$1"); rm -rf "$lab"; mkdir -p "$lab"
vip=192.168.56.185

ip link add br0 type bridge; ip link set br0 up
add_host() {
  ip netns add "$1"
  ip link add "v$1" type veth peer name eth0 netns "$1"
  ip link set "v$1" master br0 up
  ip -n "$1" link set lo up; ip -n "$1" addr add "$2/24" dev eth0; ip -n "$1" link set eth0 up
}
add_host client 192.168.56.10
add_host ds1 192.168.56.181; add_host ds2 192.168.56.182
add_host rs1 192.168.56.183; add_host rs2 192.168.56.184

write_real_server() { # 1 or 2
  local d=$lab/rs$1; mkdir -p "$d"
  ip -n "rs$1" addr add $vip/32 dev lo
  # A real server accepts the VIP and never answers ARP for it (Linux ip-sysctl, arp_ignore and arp_announce).
  for s in lo/arp_ignore=1 lo/arp_announce=2 all/arp_ignore=1 all/arp_announce=2; do
    ip netns exec "rs$1" sh -c "echo ${s#*=} > /proc/sys/net/ipv4/conf/${s%=*}"
  done
  cat > "$d/named.conf" <<X
options { directory "$d"; listen-on port 53 { any; }; listen-on-v6 { none; }; recursion no; dnssec-validation no;
  allow-query { any; }; pid-file "$d/named.pid"; session-keyfile "$d/session.key"; server-id "rs$1";
  statistics-file "$d/named.stats"; zone-statistics full; };
key "rndc-key" { algorithm hmac-sha256; secret "bGFiIG9ubHksIG5vIHNlY3JldA=="; };
controls { inet 127.0.0.1 port 953 allow { 127.0.0.1; } keys { "rndc-key"; }; };
zone "abc.local" IN { type master; file "$d/abc.local.zone"; };
X
  cat > "$d/abc.local.zone" <<X
\$TTL 1D
@	IN SOA	@ root.abc.local. ( 0 1D 1H 1W 3H )
	NS	@
	A	192.168.56.18$((2 + $1))
www	A	1.2.3.$((3 + $1))
X
  cat > "$d/rndc.conf" <<X
key "rndc-key" { algorithm hmac-sha256; secret "bGFiIG9ubHksIG5vIHNlY3JldA=="; };
options { default-key "rndc-key"; default-server 127.0.0.1; default-port 953; };
X
}

write_director() { # 1 or 2
  local d=$lab/ds$1 priority=$((101 - $1)); mkdir -p "$d"
  { echo "global_defs { router_id LVS_ds$1
 script_user root
 enable_script_security
}
vrrp_instance VI_1 { state BACKUP
 interface eth0
 virtual_router_id 50
 priority $priority
 advert_int 1
 virtual_ipaddress { $vip/24
 }
}
virtual_server $vip 53 { delay_loop 2
 lb_algo wrr
 lb_kind DR
 protocol UDP"
    for r in 183 184; do echo " real_server 192.168.56.$r 53 { weight 1
  MISC_CHECK { misc_path \"$lab/check.sh 192.168.56.$r\"
   misc_timeout 3
  }
 }"; done; echo "}"; } > "$d/keepalived.conf"
  cat > "$d/haproxy.cfg" <<X
global
  maxconn 2000
  nbthread 1
  stats socket $d/haproxy.sock mode 600 level operator
defaults
  mode tcp
  timeout connect 1s
  timeout client 10s
  timeout server 10s
listen Listen-10000
  bind :10000
  option tcplog
  server rs1:53 192.168.56.183:53 weight 3 check inter 2000 rise 2 fall 3
  server rs2:53 192.168.56.184:53 weight 3 check inter 2000 rise 2 fall 3
X
}

printf '#!/bin/sh\nexec dig +time=1 +tries=1 @$1 www.abc.local A > /dev/null\n' > "$lab/check.sh"; chmod 755 "$lab/check.sh"
for i in 1 2; do write_real_server $i; write_director $i; done

start_named() { ip netns exec "$1" named -c "$lab/$1/named.conf" -n 1 -g >> "$lab/$1/named.log" 2>&1 & }
stop_named() { kill "$(cat "$lab/$1/named.pid")"; }
start_keepalived() {
  ip netns exec "$1" unshare -m bash -c "mount -t tmpfs t /run; exec keepalived -n -l -D -f $lab/$1/keepalived.conf" \
    >> "$lab/$1/keepalived.log" 2>&1 &
}
start_haproxy() { ip netns exec "$1" haproxy -D -p "$lab/$1/haproxy.pid" -f "$lab/$1/haproxy.cfg" 2> "$lab/$1/haproxy.log"; }
cut_link() { ip link set "v$1" down; }
mend_link() { ip link set "v$1" up; }
# A director that dies at once: no goodbye, no answer on its links.
kill_director() {
  cut_link "$1"
  pkill -9 -f "$lab/$1/keepalived.conf"; kill -9 "$(cat "$lab/$1/haproxy.pid")"; rm -f "$lab/$1/haproxy.sock"
  ip -n "$1" addr del $vip/24 dev eth0 2> /dev/null
  ip netns exec "$1" ipvsadm -C
}
start_director() { start_haproxy "$1"; start_keepalived "$1"; }
