#!/bin/bash
# Sourced inside the lab's kernel. Builds the cluster, one network namespace a host: a client, directors ds1 and ds2
# (keepalived VRRP, IPVS in direct routing, HAProxy), real servers rs1 and rs2 (named), and hap1 and hap2, a pair of
# HAProxys with a virtual IP of its own. All are on two networks: 192.168.56.0/24 has the service, and is the one that
# gets cut; 192.168.57.0/24 is for those who watch. usage: . cluster.sh DIRECTORY
set -u
lab=$(realpath -m "$1"); rm -rf "$lab"; mkdir -p "$lab"
. "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/parts.sh"

# A name for the namespace that has the bridges, so that links can be cut from within any other one.
ip netns attach root $$
for network in br0 br1; do ip link add $network type bridge; ip link set $network up; done
add_host() { # NAME LAST-OCTET
  ip netns add "$1"
  ip link add "v$1" type veth peer name eth0 netns "$1"
  ip link add "m$1" type veth peer name eth1 netns "$1"
  ip link set "v$1" master br0 up; ip link set "m$1" master br1 up
  ip -n "$1" link set lo up
  ip -n "$1" addr add "192.168.56.$2/24" dev eth0; ip -n "$1" link set eth0 up
  ip -n "$1" addr add "192.168.57.$2/24" dev eth1; ip -n "$1" link set eth1 up
  mkdir -p "$lab/$1"
}
add_host client 10
add_host ds1 181; add_host ds2 182
add_host rs1 183; add_host rs2 184
add_host hap1 186; add_host hap2 187

write_real_server() { # 1 or 2
  local d=$lab/rs$1
  ip -n "rs$1" addr add $vip/32 dev lo
  # A real server accepts the VIP and never answers ARP for it (Linux ip-sysctl, arp_ignore and arp_announce).
  for s in lo/arp_ignore=1 lo/arp_announce=2 all/arp_ignore=1 all/arp_announce=2; do
    on "rs$1" sh -c "echo ${s#*=} > /proc/sys/net/ipv4/conf/${s%=*}"
  done
  cat > "$d/named.conf" <<X
options { directory "$d"; listen-on port 53 { any; }; listen-on-v6 { none; }; recursion no; dnssec-validation no;
  allow-query { any; }; pid-file "$d/named.pid"; session-keyfile "$d/session.key"; server-id "rs$1";
  statistics-file "$d/named.stats"; zone-statistics full; };
key "rndc-key" { algorithm hmac-sha256; secret "bGFiIG9ubHksIG5vIHNlY3JldA=="; };
controls { inet 127.0.0.1 port 953 allow { 127.0.0.1; } keys { "rndc-key"; }; };
statistics-channels { inet 127.0.0.1 port 8053 allow { 127.0.0.1; }; };
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
  { echo "global_defs { router_id LVS_ds$1
 script_user root
 enable_script_security
}
vrrp_instance VI_1 { state BACKUP
 interface eth0
 virtual_router_id 50
 priority $((101 - $1))
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
 }"; done; echo "}"; } > "$lab/ds$1/keepalived.conf"
  write_haproxy "ds$1"
}

write_haproxy() { # HOST
  local d=$lab/$1
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

# HAProxy counts for its host's priority while it runs, so that the other host takes over when it dies.
write_pair() { # 1 or 2
  cat > "$lab/hap$1/keepalived.conf" <<X
global_defs { router_id HAProxy$1
 script_user root
 enable_script_security
}
vrrp_script chk_haproxy { script "$lab/check-haproxy.sh $lab/hap$1/haproxy.pid"
 interval 2
 weight 2
}
vrrp_instance VI_2 { state BACKUP
 interface eth0
 virtual_router_id 51
 priority $((101 - $1))
 advert_int 1
 virtual_ipaddress { $pair_vip/24
 }
 track_script { chk_haproxy
 }
}
X
  write_haproxy "hap$1"
}

# Asks as dig +time=1 +tries=1 would, for a fraction of what it takes to start that in this kernel.
cat > "$lab/check.sh" <<'X'
#!/bin/bash
exec 3<> "/dev/udp/$1/53"
printf '\1\2\1\0\0\1\0\0\0\0\0\0\3www\3abc\5local\0\0\1\0\1' >&3
read -rt 1 -N 1 -u 3
X
printf '#!/bin/sh\nread -r pid < $1 && kill -0 $pid\n' > "$lab/check-haproxy.sh"
chmod 755 "$lab/check.sh" "$lab/check-haproxy.sh"
for i in 1 2; do write_real_server $i; write_director $i; write_pair $i; done
