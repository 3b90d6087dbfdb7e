#!/bin/bash
# Inside the kernel that boot.sh starts: virtual servers of every kind, a connection to each that a client can reach,
# then every mode of ipvsadm, every file of /proc and what vipscope collects, each as a file in DIRECTORY.
# usage: boot.sh ipvs.sh DIRECTORY
set -eu
out=$1
cd "$(dirname "$(realpath "$0")")/../.."

ip netns add client
ip link add v0 type veth peer name eth0 netns client
ip addr add 10.9.0.1/24 dev v0; ip addr add fd00:9::1/64 dev v0 nodad; ip link set v0 up
ip -n client addr add 10.9.0.2/24 dev eth0; ip -n client addr add fd00:9::2/64 dev eth0 nodad
ip -n client link set eth0 up
ip addr add 10.9.0.77/32 dev v0; ip addr add 10.9.0.78/32 dev lo label lo:0

ipvsadm -A -t 10.9.0.1:8000 -s wrr
ipvsadm -a -t 10.9.0.1:8000 -r 10.9.0.1:8001 -m -w 3 -x 1000 -y 10
ipvsadm -a -t 10.9.0.1:8000 -r 172.16.0.9:8001 -m -w 0
ipvsadm -A -t 10.9.0.1:8010 -s wlc -p 360 -M 255.255.255.0
ipvsadm -a -t 10.9.0.1:8010 -r 10.9.0.1:8001 -m
ipvsadm -A -u 10.9.0.1:8020 -s rr
ipvsadm -a -u 10.9.0.1:8020 -r 10.9.0.1:8002 -m
ipvsadm -A -u 10.9.0.1:8021 -s rr --ops
ipvsadm -a -u 10.9.0.1:8021 -r 10.9.0.1:8002 -m
ipvsadm -A -u 10.9.0.1:5060 -s rr -p 60 --pe sip
ipvsadm -A -t '[fd00:9::1]:8000' -s mh -b mh-port,mh-fallback -p 100 -M 64
ipvsadm -a -t '[fd00:9::1]:8000' -r '[fd00:9::1]:8001' -m
ipvsadm -A -t '[2001:db8::100]:443' -s sh -b sh-port
ipvsadm -a -t '[2001:db8::100]:443' -r '[2001:db8::11]:443' -i --tun-type gue --tun-port 6080 --tun-remcsum
ipvsadm -A -t 10.9.0.1:80 -s rr
ipvsadm -a -t 10.9.0.1:80 -r 172.16.0.10:80 -g
ipvsadm -A --sctp-service 10.9.0.1:9999 -s rr
ipvsadm -a --sctp-service 10.9.0.1:9999 -r 172.16.0.10:9999 -i --tun-type gre --tun-csum
ipvsadm -A -f 10 -s lblcr -p 120
ipvsadm -a -f 10 -r 172.16.0.10:0 -g
ipvsadm -A -f 10 -6 -s wrr
ipvsadm -A -f 2147483658 -s rr
ipvsadm -a -f 2147483658 -r 172.16.0.10:0 -g
ipvsadm --set 900 120 300
ipvsadm --start-daemon master --mcast-interface v0 --syncid 7 --mcast-ttl 2

node -e "
require('net').createServer((s) => s.on('error', () => s.destroy()).on('data', () => s.write('x'.repeat(1000)))).listen(8001, '::');
const u = require('dgram').createSocket('udp4');
u.on('message', (m, from) => u.send(m, from.port, from.address));
u.bind(8002, '0.0.0.0', () => console.log('ready'));
" > "$out/server.log" &
until grep -q ready "$out/server.log"; do sleep 0.1; done

# The client keeps one TCP connection open, so that there is an active one. Answers of a one-packet service come
# from the real server's own port, which a connected socket does not take: none is waited for.
client() { ip netns exec client timeout 80 bash -c "$1"; }
client 'exec 3<>/dev/tcp/10.9.0.1/8000; echo hi >&3; head -c 1000 <&3 > /dev/null; echo open; sleep 60' > "$out/open.log" &
until grep -q open "$out/open.log"; do sleep 0.1; done
client 'exec 3<>/dev/tcp/10.9.0.1/8010; echo hi >&3; head -c 1000 <&3 > /dev/null'
client 'exec 3<>/dev/tcp/fd00:9::1/8000; echo hi >&3; head -c 1000 <&3 > /dev/null'
client 'exec 3<>/dev/udp/10.9.0.1/8020; echo hi >&3; head -c 3 <&3 > /dev/null'
client 'exec 3<>/dev/udp/10.9.0.1/8021; echo hi >&3'
# The kernel sums its counters up every two seconds (ip_vs_est.c): the five connections are told once it has.
until [ "$(awk 'NR == 3 { print $1 }' /proc/net/ip_vs_stats)" = 5 ]; do sleep 0.1; done

for mode in -L -Ln '-Ln --stats' '-Ln --stats --exact' '-Ln --rate --exact' '-Ln --thresholds' \
  '-Ln --persistent-conn' '-Ln --tun-info' '-L --timeout' '-L --daemon' -Lnc -S '-S -n'; do
  ipvsadm $mode > "$out/ipvsadm${mode// /}.txt"
done
for file in ip_vs ip_vs_stats ip_vs_stats_percpu ip_vs_conn; do
  cat /proc/net/$file > "$out/proc-net-$file.txt"
done
ip addr > "$out/ip-addr.txt"
node --import tsx test/lab/collect.ts "$out/root" auto ipvsadm proc
# root without CAP_NET_ADMIN, as a unit without that capability has it.
setpriv --bounding-set -net_admin --inh-caps -net_admin \
  node --import tsx test/lab/collect.ts "$out/powerless" auto ipvsadm
