#!/bin/bash
# Boots a User-Mode Linux kernel on this machine's own files and runs SCRIPT inside it: real IPVS, interfaces and
# network namespaces without KVM, containers or a network to the outside. Ends with the script's exit status.
# usage: boot.sh SCRIPT [ARG...]     as root; Debian packages user-mode-linux kmod iproute2
# UML_SECONDS and UML_MEMORY bound it. Arguments must not hold white space: they travel on the kernel's command line.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
script=$(realpath "$1")
shift
seconds=${UML_SECONDS:-120}
# console=tty0 is what the kernel would otherwise append behind our own arguments; -k kills one that ignores SIGTERM.
timeout --foreground -k 5 "$seconds" linux.uml "mem=${UML_MEMORY:-1G}" rootfstype=hostfs root=/dev/root rw quiet console=tty0 \
  con=null con0=fd:0,fd:1 con1=null "init=$here/init.sh" -- "$script" "$@" < /dev/null |
  awk 'BEGIN { status = 1 } { print; fflush() } /^exit status: / { status = $3 } END { exit status }'
