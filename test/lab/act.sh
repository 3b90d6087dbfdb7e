#!/bin/bash
# One thing that is done to the lab's cluster, from any of its network namespaces; LAB is the cluster's directory.
set -u
lab=${LAB:?is the directory of the cluster}
# Whoever calls may go before others; what is started here does not.
chrt --other --pid 0 $$
here=$(dirname "$(realpath "$0")")
. "$here/parts.sh"
. "$here/wait-for.sh"

usage() {
  cat >&2 <<X
usage: act.sh start|stop|restart|kill|hang|resume  named|keepalived|haproxy|vipscope  HOST
                                    kill is SIGKILL to all its processes, hang SIGSTOP, resume SIGCONT
       act.sh crash HOST            as if its power were cut: no goodbye, no link, no virtual server, no VIP
       act.sh restore HOST          its link, keepalived and HAProxy after a crash
       act.sh cut|mend HOST         its link to the service network
       act.sh cut-for HOST SECONDS  half a second from now, both ways, to some 1 ms; its own end stays up
       act.sh delay HOST TIME       of what is sent to it, such as 20ms
       act.sh loss HOST PERCENT     of what is sent to it, at random
       act.sh drop-nth HOST N       of queries to the VIP that are sent to it: one in N exactly
       act.sh clear HOST            ends delay, loss and drop-nth
       act.sh dropped HOST          how many queries drop-nth has dropped
       act.sh weight DIRECTOR REAL-SERVER N
       act.sh scheduler DIRECTOR rr|wrr|…
       act.sh expire-removed on|off on both directors (expire_nodest_conn): what a source port has sent to a real
                                    server goes to another one when that server is removed
       act.sh wait-for-real-servers until both directors have both
       act.sh rotate HOST           renames keepalived's log, as logrotate does; wants keepalived not to run
X
  exit 2
}

declare -A address=([rs1]=192.168.56.183 [rs2]=192.168.56.184)
declare -A expiry=([on]=1 [off]=0)
declare -A signals=([kill]=KILL [hang]=STOP [resume]=CONT)
shape() { tc -n root qdisc "$1" dev "v$2" "${@:3}"; }
# On the port of the bridge, as the packets leave it for the host.
drop_filter() { tc -n root filter "$1" dev "v$2" egress protocol ip pref 1 "${@:3}"; }
with_clsact() { shape show "$1" | grep -q clsact || shape add "$1" clsact; }

cut_for() { # HOST SECONDS
  local never way
  with_clsact "$1"
  # Before all others, and with tc waiting for its next line: no start of a program is timed.
  chrt --rr --pid 50 $$
  mkfifo -m 600 "/run/never-$$"; exec {never}<> "/run/never-$$"; rm "/run/never-$$"
  { read -rt 0.5 -u "$never" _
    for way in ingress egress; do echo "filter add dev v$1 $way pref 9 matchall action drop"; done
    read -rt "$2" -u "$never" _
    for way in ingress egress; do echo "filter del dev v$1 $way pref 9"; done
  } | tc -n root -batch -
}

case "${1-} $#" in
  'start 3' | 'stop 3' | 'restart 3')
    [[ $2 =~ ^(named|keepalived|haproxy|vipscope)$ ]] || usage
    if [ "$1" != start ]; then "stop_$2" "$3"; fi
    if [ "$1" != stop ]; then "start_$2" "$3"; fi ;;
  'kill 3' | 'hang 3' | 'resume 3') signal "${signals[$1]}" "$2" "$3" ;;
  'crash 2') crash_host "$2" ;;
  'restore 2')
    mend_link "$2"
    is_pair "$2" && start_haproxy "$2"
    start_keepalived "$2" ;;
  'cut 2') cut_link "$2" ;;
  'mend 2') mend_link "$2" ;;
  'cut-for 3') cut_for "$2" "$3" ;;
  'delay 3') shape replace "$2" root netem delay "$3" ;;
  'loss 3') shape replace "$2" root netem loss "$3%" ;;
  'drop-nth 3')
    with_clsact "$2"
    drop_filter add "$2" flower ip_proto udp dst_ip $vip dst_port 53 action pass random determ drop "$3" ;;
  'clear 2')
    shape del "$2" root 2> /dev/null
    drop_filter del "$2" 2> /dev/null
    true ;;
  'dropped 2') tc -n root -s -j filter show dev "v$2" egress | grep -o '"drops":[0-9]*' | head -n 1 | cut -d: -f2 ;;
  'weight 4') on "$2" ipvsadm -e -u $vip:53 -r "${address[$3]}:53" -g -w "$4" ;;
  'scheduler 3') on "$2" ipvsadm -E -u $vip:53 -s "$3" ;;
  'expire-removed 2')
    for director in ds1 ds2; do
      on $director sh -c "echo ${expiry[$2]} > /proc/sys/net/ipv4/vs/expire_nodest_conn"
    done ;;
  'wait-for-real-servers 1') wait_for 20 "real servers in both tables" tables_are_full ;;
  'rotate 2') mv "$lab/$2/keepalived.log" "$lab/$2/keepalived.log.1" ;;
  *) usage ;;
esac
