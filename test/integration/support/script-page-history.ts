/** A name that must stay text. */
export const HOSTILE = '</script><img src=x onerror=alert(1)>';

const SECONDS = 900;

interface Series {
  readonly group: string;
  readonly label: string;
  readonly values: readonly (number | null)[];
}

function flat(group: string, label: string, value: number): Series {
  return { group, label, values: Array.from({ length: SECONDS }, () => value) };
}

/** 15 minutes up to a second before `nowSeconds`, as /history.json has them, with an event in their middle. */
export function scriptPageHistory(nowSeconds: number): object {
  const vip = 'ipvs/ds1/udp/192.0.2.1:53';
  const proxies = Array.from({ length: 20 }, (_, index) => [
    `haproxy/ds1/lb1/p${index}/BACKEND/sessions`,
    flat('haproxy', `p${index} backend`, index + 1),
  ]);
  const rcodes = ['NOERROR', 'NXDOMAIN', 'SERVFAIL'].map((name, index) => [
    `bind/rs1/default/rcode/${name}`,
    flat('rcodes', `rs1 ${name}`, 10 - index),
  ]);
  return {
    version: 1,
    fromSeconds: nowSeconds - SECONDS,
    stepSeconds: 1,
    series: {
      'ipvs/ds1/connections': flat('ipvs', 'ds1', 30),
      [`${vip}/connections`]: flat('ipvs', 'udp/192.0.2.1:53', 20),
      'ipvs/ds1/tcp/192.0.2.1:53/connections': flat('ipvs', 'tcp/192.0.2.1:53', 10),
      [`${vip}/10.0.0.1:53/connections`]: flat('ipvs', '10.0.0.1:53', 12),
      [`${vip}/10.0.0.2:53/connections`]: flat('ipvs', '10.0.0.2:53', 8),
      ...Object.fromEntries(proxies),
      'bind/rs1/default/requests': {
        group: 'bind',
        label: 'rs1',
        values: Array.from({ length: SECONDS }, (_, at) => at),
      },
      'bind/rs2/default/requests': flat('bind', HOSTILE, 0),
      ...Object.fromEntries(rcodes),
    },
    events: [
      {
        id: 1,
        time: new Date((nowSeconds - SECONDS / 2) * 1000).toISOString(),
        node: 'ds1',
        subject: 'VI_1',
        kind: 'state',
        from: 'BACKUP',
        to: 'MASTER',
        tone: 'good',
      },
    ],
  };
}
