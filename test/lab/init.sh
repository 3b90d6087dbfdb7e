#!/bin/bash
# First process of the kernel that boot.sh starts: mounts what programs need, loads IPVS, runs the script
# given as arguments and powers off. /run and /lib/modules are covered, so that nothing is left on the host.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C NO_COLOR=1
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs run /run
mkdir -p /dev/shm && mount -t tmpfs shm /dev/shm
mount -t tmpfs modules /lib/modules
ln -s "/usr/lib/uml/modules/$(uname -r)" "/lib/modules/$(uname -r)"
for module in ip_vs ip_vs_rr ip_vs_wrr ip_vs_wlc ip_vs_lc ip_vs_sh ip_vs_mh ip_vs_lblcr ip_vs_pe_sip veth bridge dummy; do
  modprobe "$module"
done
ip link set lo up
bash "$@"
echo "exit status: $?"
sync
halt -f -p
