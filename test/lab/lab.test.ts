// needs: linux.uml, modprobe, pgrep, ip, ipvsadm, haproxy, named, keepalived, prometheus, curl, tcpdump, root
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failures, LabResults } from './results.ts';
import { longestSilenceSeconds, readAnswers } from './witness.ts';

/** `npm run lab`: the whole cluster and the manual test under load, which all that stands here looks at. */
const SCENARIO = 'manual-test';
let lab: LabResults;

beforeAll(async () => {
  lab = await LabResults.run([SCENARIO], 240);
}, 260_000);

afterAll(() => lab?.remove());

test('every assertion of the scenario passed', () => {
  expect(failures(lab.scenario(SCENARIO)), lab.console).toEqual([]);
});

test('each query is answered or lost', () => {
  const { sent, answered, timedOut, interrupted } = lab.load(SCENARIO).totals;
  expect(sent).toBe(answered + timedOut + interrupted);
  expect(sent).toBeGreaterThan(20_000);
});

test('what was done to the cluster is what was lost, and nothing else was', () => {
  const { entries } = lab.load(SCENARIO).ledger;
  expect(entries.filter(({ isFailBack }) => !isFailBack).map(({ cause }) => cause.kind)).toEqual([
    'real-server',
    'vrrp',
  ]);
});

test('outages by time stamps, by loss and by what the client’s interface got agree', () => {
  const { startedAtSeconds, ledger } = lab.load(SCENARIO);
  const answers = readAnswers(lab.path(`${SCENARIO}/client.pcap`));
  for (const disturbance of ledger.disturbances) {
    const { firstLostSeconds, lastLostSeconds, outageByStampsSeconds, outageByLossSeconds } = disturbance;
    const seen = longestSilenceSeconds(
      answers,
      startedAtSeconds + firstLostSeconds - 1,
      startedAtSeconds + lastLostSeconds + 1,
    );
    const what = JSON.stringify({ ...disturbance, flows: undefined, seen });
    expect(Math.abs(outageByStampsSeconds - outageByLossSeconds), what).toBeLessThan(0.2);
    expect(Math.abs(outageByStampsSeconds - seen), what).toBeLessThan(0.2);
  }
});

/** Lines of keepalived's log with a transition, and the series of vipscope that count them. */
const COUNTED = [
  {
    line: /\(VI_1\) Entering MASTER STATE/g,
    series: /^keepalived_vrrp_transitions_total\{.*"MASTER"\} (\d+)$/m,
  },
  {
    line: /\(VI_1\) Entering BACKUP STATE/g,
    series: /^keepalived_vrrp_transitions_total\{.*"BACKUP"\} (\d+)$/m,
  },
  {
    line: /Removing service \[192\.168\.56\.183\]/g,
    series: /^keepalived_real_server_events_total\{.*183:53",event="removed"\} (\d+)$/m,
  },
  {
    line: /Adding service \[192\.168\.56\.183\]/g,
    series: /^keepalived_real_server_events_total\{.*183:53",event="added"\} (\d+)$/m,
  },
] as const;

test.each(['ds1', 'ds2'])(
  '%s: each transition in the log counts once, over a rotation and a restart',
  (host) => {
    const log = lab
      .files(`hosts/${host}`)
      .filter((name) => name.startsWith('keepalived.log'))
      .map((name) => lab.text(`hosts/${host}/${name}`))
      .join('');
    const metrics = lab.text(`hosts/${host}/metrics.txt`);
    const counted = COUNTED.map(({ series }) => Number(series.exec(metrics)?.[1]));
    expect(counted).toEqual(COUNTED.map(({ line }) => log.match(line)?.length ?? 0));
    expect(counted.every((count) => count > 0)).toBe(true);
  },
);

test('result, JUnit and report are written', () => {
  expect(lab.files(SCENARIO)).toEqual(
    expect.arrayContaining(['junit.xml', 'load.html', 'load.json', 'report.html', 'result.json']),
  );
});
