/** A scenario that uses most of the format. */
export const EXAMPLE = `
name: a director dies
description: |
  What the document's cluster does.
timeout: 2m
vipscopes:
  ds1: http://127.0.0.1:9053/
  ds2: http://127.0.0.1:9054
prometheus: http://127.0.0.1:9090
load:
  server: 127.0.0.1
  port: 5353
  queries: [www.abc.local A]
  rate: 500
  duration: 30s
  count_by: nsid
actions:
  stop_rs1: [ssh, rs1, systemctl, stop, named]
  start_rs1: [ssh, rs1, systemctl, start, named]
steps:
  - { at: 5s, name: rs1 stops, do: stop_rs1 }
  - name: ds1 has taken it out
    wait_for: { event: { layer: keepalived, kind: removed, subject: 192.168.56.183 } }
    timeout: 10s
  - at: 10s
    start: [named, -g]
    as: spare
    expect:
      - verdict: { vip: 192.168.56.185, is: ok }
        within: 5s
  - at: 15s
    kill: { process: spare, signal: KILL }
  - after: 2s
    kill: { pid_file: /run/keepalived.pid }
finally:
  - do: start_rs1
expect:
  - max_outage: 4s
  - lost: 1000 ± 40
  - accounted: true
  - shares: { rs1: 50% ± 5 }
  - disturbances:
      - { cause: real-server, subject: 192.168.56.183, max_outage: 3s }
      - { cause: vrrp, fail_back: true, outage: 2s ± 20ms, lost: 1000 ± 10 }
  - verdict: { vip: 192.168.56.185, never: split-brain, vipscope: ds1 }
  - event: { node: ds1, to: MASTER, count: 1 }
  - metric: { vipscope: ds1, name: vipscope_up, labels: { instance: VI_1 }, is: '>= 1' }
    within: 3s
  - alert: { name: VipDead }
  - status: { vipscope: ds2, path: /vips/0/owners/0, is: ds2 }
    name: ds2 has it
`;
