#!/bin/bash
# Sourced by lab.sh when the lab is up: a prompt on the kernel's console until exit.
console=/run/console
mknod $console c 4 0
cat > /run/bashrc <<X
PS1='lab# '
cat <<Y

  hosts        client 10, ds1 181, ds2 182, rs1 183, rs2 184, hap1 186, hap2 187, prom 11
  networks     192.168.56.N with the virtual IPs $vip (IPVS) and $pair_vip (HAProxy, port 10000); 192.168.57.N to watch
  on a host    ip netns exec client dig +short @$vip www.abc.local
  break it     act.sh            says what there is
  load         ip netns exec client dnsbench -s $vip -d $lab/queries.txt -T 500 -l 10 -t 1 --events $(vipscope_url ds1)
  scenario     ip netns exec client vipscope scenario FILE
  files        $lab
  exit         ends the lab

Y
X
echo 'www.abc.local A' > "$lab/queries.txt"
# A session of its own, so that Ctrl-C ends what runs at the prompt.
setsid --ctty --wait bash --rcfile /run/bashrc -i <> $console >&0 2>&1
true
