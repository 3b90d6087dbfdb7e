#!/bin/bash
# Boots a User-Mode Linux kernel on this machine's own files and runs SCRIPT inside it: real IPVS, interfaces and
# network namespaces without KVM, containers or a network to the outside. Ends with the script's exit status.
# usage: boot.sh SCRIPT [ARG...]     as root; Debian packages user-mode-linux kmod iproute2 procps
# UML_SECONDS (0: no limit) and UML_MEMORY bound it; with UML_CONSOLE=attached its console is this one's standard input
# and output as they are. Arguments must not hold white space: they travel on the kernel's command line.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
script=$(realpath "$1")
shift

# The kernel's processes hand over to each other at every system call of what runs in it, which takes several times as
# long between processors: it gets one. Keepalived's seconds in it should not depend on what else runs here, so it goes
# before others there; for that its session counts, which it makes itself (sched(7), autogroups).
processors=($(taskset -cp $$ | sed 's/.*: //; s/,/ /g' | xargs -n1 | awk -F- '{ for (i = $1; i <= $NF; i++) print i }'))
give_priority() {
  local kernel
  for _ in {1..50}; do
    sleep 0.1
    kernel=$(pgrep -x linux.uml -P "$(pgrep -x timeout -P $$)") || continue
    [ "$(ps -o sid= -p "$kernel" | tr -d ' ')" = "$kernel" ] || continue
    echo -10 > "/proc/$kernel/autogroup"
    return
  done
}
[ -e /proc/self/autogroup ] && give_priority 2> /dev/null &

# console=tty0 is what the kernel would otherwise append behind our own arguments; -k kills one that ignores SIGTERM.
boot() {
  exec taskset -c "${processors[RANDOM % ${#processors[@]}]}" \
    timeout --foreground -k 5 "${UML_SECONDS:-120}" linux.uml "mem=${UML_MEMORY:-1G}" rootfstype=hostfs root=/dev/root \
    rw quiet console=tty0 con=null con0=fd:0,fd:1 con1=null "init=$here/init.sh" -- "$script" "$@"
}
if [ "${UML_CONSOLE:-}" = attached ]; then
  (boot "$@")
else
  boot "$@" < /dev/null |
    awk 'BEGIN { status = 1 } { print; fflush() } /^exit status: / { status = $3 } END { exit status }'
fi
