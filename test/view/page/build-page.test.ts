import { expect, test } from 'vitest';
import { SECTION_IDS } from '../../../src/view/page/blocks/block.ts';
import { blockMarkup } from '../../../src/view/page/blocks/block-markup.ts';
import { buildPage } from '../../../src/view/page/build-page.ts';
import type { PageInput } from '../../../src/view/page/page.ts';
import type { StackStatus } from '../../../src/view/status/stack-status.ts';
import { exampleEvent, exampleStatus, hostileStatus, largeStatus, VIP } from '../support/example-status.ts';
import { markupFaults, repeatedIds } from '../support/markup-tree.ts';
import { pageInput } from '../support/page-input.ts';

function markupOf(input: PageInput, section?: string): string {
  return buildPage(input)
    .blocks.filter((block) => section === undefined || block.section === section)
    .map(blockMarkup)
    .join('');
}

/** Keys of the rows of a section. */
function keys(input: PageInput, section: string): string[] {
  return [...markupOf(input, section).matchAll(/data-key="([^"]*)"/g)].map(([, key = '']) => key);
}

/** The cell of the first row with this key that has this label. */
function cellOf(input: PageInput, key: string, label: string): string | undefined {
  for (const block of buildPage(input).blocks) {
    if (block.kind !== 'table') continue;
    const row = block.rows.find((one) => one.key === key);
    if (row !== undefined) return row.cells.find((cell) => cell.label === label)?.markup;
  }
  return undefined;
}

/** The example with one part of its first node exchanged. */
function withNode(change: (node: StackStatus['nodes'][0] & object) => object): StackStatus {
  const status = exampleStatus();
  return {
    ...status,
    nodes: status.nodes.map((node, index) => (index === 0 ? { ...node, ...change(node) } : node)),
  };
}

test('the parts stand in their order, and what somebody has to act on is first', () => {
  const sections = buildPage(pageInput()).blocks.map(({ section }) => section);
  expect([...new Set(sections)]).toEqual(SECTION_IDS);
});

test('warnings, worst first, each with its icon, its word and a link to more', () => {
  const markup = markupOf(pageInput(), 'warnings');
  const told = [
    ...markup.matchAll(/<li class="(\w+)"><strong class="state (\w+)"><span[^>]*>(.)<\/span> (\w+)/g),
  ];
  expect(told.map((match) => match.slice(1))).toEqual([
    ['critical', 'bad', '✕', 'Critical'],
    ['warning', 'warn', '▲', 'Warning'],
    ['notice', 'none', '–', 'Notice'],
  ]);
  expect(markup).toContain('href="#haproxy"');
});

test('no filter leaves out a warning', () => {
  const warnings = (search: string) => markupOf(pageInput(search), 'warnings').match(/<li /g)?.length;
  expect(warnings('q=nothing+has+this&only=trouble')).toBe(3);
});

test('both directors stand side by side, and their drift is told in words', () => {
  const markup = markupOf(pageInput(), 'ipvs');
  expect(markup).toContain('>ds1</th>');
  expect(markup).toContain('>ds2</th>');
  const cell = cellOf(pageInput(), '192.168.56.184:53', 'ds2: Weight') ?? '';
  expect(cell).toMatch(/title="weight: ds1: 1, ds2: 2">≠ drift<\/span> 2$/);
});

test('a real server that one director lacks is told, and the other figures stand', () => {
  const status = withNode(({ ipvs }) => ({
    ipvs: {
      ...ipvs,
      virtualServers: ipvs?.virtualServers.map((server) => ({
        ...server,
        realServers: server.realServers.slice(1),
      })),
    },
  }));
  const input = pageInput('', status);
  expect(cellOf(input, '192.168.56.183:53', 'ds1: Weight')).toContain('not on ds1');
  expect(cellOf(input, '192.168.56.183:53', 'ds2: Weight')).toBe('1');
});

test('a virtual server without real servers says so', () => {
  const status = withNode(({ ipvs }) => ({
    ipvs: { ...ipvs, virtualServers: [{ ...ipvs?.virtualServers[0], realServers: [] }] },
  }));
  const alone = { ...status, nodes: status.nodes.slice(0, 1) };
  expect(markupOf(pageInput('', alone), 'ipvs')).toContain('No real server');
});

test('the same proxy of two HAProxys stands row by row, and what differs is marked', () => {
  const status = withNode(({ haproxys }) => ({
    haproxys: haproxys.map((haproxy) => ({
      ...haproxy,
      proxies: haproxy.proxies.map((proxy) => ({
        ...proxy,
        rows: proxy.rows.map((row) =>
          row.name === 'server1'
            ? { ...row, status: 'MAINT', health: 'warn', cells: { ...row.cells, weight: 7 } }
            : row,
        ),
      })),
    })),
  }));
  const input = pageInput('', status);
  expect(keys(input, 'haproxy').slice(0, 4)).toEqual([
    'frontend/FRONTEND 0',
    'frontend/FRONTEND 1',
    'server/server1 0',
    'server/server1 1',
  ]);
  expect(cellOf(input, 'server/server1 1', 'Server: Status')).toMatch(
    /UP.*lb1 @ ds1: MAINT, lb1 @ ds2: UP">≠ differs/s,
  );
  expect(cellOf(input, 'server/server1 0', 'Server: Wght')).toContain('lb1 @ ds1: 7, lb1 @ ds2: 1');
  // A counter is of one HAProxy alone.
  expect(cellOf(input, 'server/server1 0', 'Sessions: Total')).toBe('120,345');
});

test('the timeline tells what changed with the line that told it', () => {
  const markup = markupOf(pageInput(), 'events');
  expect(markup).toContain(
    '<code>Nov 20 08:46:43 ds1 Keepalived_vrrp[7834]: VRRP_Instance(VI_1) Entering MASTER STATE</code>',
  );
  expect(markup).toMatch(
    /BACKUP <span class="arrow"[^>]*>→<\/span><span class="spoken">to<\/span> <strong>MASTER/,
  );
});

test('reasons of sources and peers are where they were', () => {
  const reasons = [...markupOf(pageInput()).matchAll(/<span class="reason">(.*?)<\/span>/gs)].map(
    ([, reason]) => reason,
  );
  expect(reasons).toEqual([
    'http://192.168.56.183:8053/ refused the connection; nothing listens there',
    'http://ds3:9053/ did not answer in time',
  ]);
});

test('a filter leaves the rows that have all of its words', () => {
  expect(keys(pageInput('q=56.184'), 'ipvs')).toEqual(['192.168.56.184:53']);
  expect(keys(pageInput('q=server2+down'), 'haproxy')).toEqual(['server/server2 0', 'server/server2 1']);
  expect(markupOf(pageInput('q=nothing-has-this'), 'haproxy')).toContain('No row matches the filter.');
});

test('only trouble leaves what is not well', () => {
  const input = pageInput('only=trouble');
  expect(keys(input, 'haproxy')).toEqual(['server/server2 0', 'server/server2 1']);
  expect(keys(input, 'ipvs')).toEqual(['192.168.56.184:53']);
  expect(keys(input, 'sources')).toHaveLength(1);
  expect(keys(input, 'events')).toHaveLength(1);
});

test('servers are sorted, frontend and backend stay where HAProxy has them', () => {
  expect(keys(pageInput('sort=-name'), 'haproxy').filter((key) => key.endsWith('0'))).toEqual([
    'frontend/FRONTEND 0',
    'server/spare 0',
    'server/server2 0',
    'server/server1 0',
    'backend/BACKEND 0',
  ]);
  expect(markupOf(pageInput('sort=-weight'), 'ipvs')).toContain('aria-sort="descending"');
});

test('sorting by what no column is, or by what every object has, changes nothing', () => {
  for (const sort of ['nothing', 'constructor', 'tostring']) {
    expect(keys(pageInput(`sort=${sort}`), 'ipvs')).toEqual(keys(pageInput(), 'ipvs'));
    expect(keys(pageInput(`sort=${sort}`), 'haproxy')).toEqual(keys(pageInput(), 'haproxy'));
  }
});

test('compared with another time: added, removed and changed in words', () => {
  const before = withNode(({ ipvs, haproxys }) => ({
    haproxys: haproxys.map((haproxy) => ({
      ...haproxy,
      proxies: haproxy.proxies.map((proxy) => ({
        ...proxy,
        rows: proxy.rows.map((row) =>
          row.name === 'server2' ? { ...row, status: 'UP', health: 'good' } : row,
        ),
      })),
    })),
    ipvs: {
      ...ipvs,
      virtualServers: ipvs?.virtualServers.map((server) => ({
        ...server,
        realServers: server.realServers.map((real) =>
          real.key === '192.168.56.183:53' ? { ...real, weight: 5 } : { ...real, key: '192.168.56.199:53' },
        ),
      })),
    },
  }));
  const input = pageInput('diff=-5m', exampleStatus(), { compared: before });
  expect(cellOf(input, '192.168.56.183:53', 'ds1: Weight')).toBe('1 <del class="was">was 5</del>');
  expect(cellOf(input, 'server/server2 0', 'Server: Status')).toContain('was UP');
  const markup = markupOf(input, 'ipvs');
  expect(markup).toMatch(
    /data-key="192\.168\.56\.199:53" class="removed">.*?<span class="tag removed">removed<\/span>/s,
  );
});

test('a table that was emptied shows what was in it', () => {
  const status = {
    ...exampleStatus(),
    nodes: exampleStatus().nodes.map((node) => ({ ...node, ipvs: { virtualServers: [], syncDaemons: [] } })),
  };
  const markup = markupOf(pageInput('diff=-5m', status, { compared: exampleStatus() }), 'ipvs');
  expect(markup.match(/class="removed"/g)?.length).toBeGreaterThanOrEqual(3);
});

test('hostile names stay text', () => {
  const status = hostileStatus();
  const markup = markupOf(pageInput('', status, { compared: exampleStatus() }));
  expect(markup).not.toContain('<script');
  expect(markupFaults(markup)).toEqual([]);
  expect(repeatedIds(markup)).toEqual([]);
  expect(['\0', '\u001b', '\u202e'].filter((character) => markup.includes(character))).toEqual([]);
  expect(markup.isWellFormed()).toBe(true);
});

test('the example is well-formed in both languages, and no id stands twice', () => {
  for (const search of ['', 'lang=zh', 'only=trouble&q=a&sort=-weight&at=-5m&diff=-10m']) {
    const markup = markupOf(pageInput(search));
    expect(markupFaults(markup)).toEqual([]);
    expect(repeatedIds(markup)).toEqual([]);
  }
});

test('nothing read is a page too', () => {
  const empty = { ...exampleStatus(), nodes: [], peers: [], vips: [], warnings: [], drifts: [], events: [] };
  const markup = markupOf(pageInput('', empty));
  expect(markup).toContain('Nothing to warn of.');
  expect(markup).toContain('No IPVS table was read.');
  expect(markupFaults(markup)).toEqual([]);
});

test('a large stack has a page of it, with links to the others, and no proxy torn apart', () => {
  const input = pageInput('haproxy=2', largeStatus(2400, 12_000));
  expect(keys(input, 'haproxy')).toHaveLength(300);
  expect(keys(input, 'ipvs').length).toBeLessThanOrEqual(300);
  const markup = markupOf(input, 'haproxy');
  expect(markup).toContain('Page 2 of 40');
  expect(markup).toContain('href="/?haproxy=3#haproxy"');
});

test('a real server that keepalived took out because its check fails is still there, with the reason', () => {
  const status = withNode(({ ipvs, keepaliveds }) => ({
    ipvs: {
      ...ipvs,
      virtualServers: ipvs?.virtualServers.map((server) => ({
        ...server,
        realServers: server.realServers.filter(({ key }) => key !== '192.168.56.184:53'),
      })),
    },
    keepaliveds: keepaliveds.map((keepalived) => ({
      ...keepalived,
      realServers: keepalived.realServers.map((real) => ({ ...real, up: !real.real.includes('.184') })),
    })),
  }));
  const removed = exampleEvent(30, {
    kind: 'removed',
    subject: `udp/${VIP}:53 192.168.56.184:53`,
    tone: 'bad',
    detail: 'Misc check failed (exited with status 1)',
  });
  const alone = { ...status, nodes: status.nodes.slice(0, 1), events: [removed], drifts: [] };
  const input = pageInput('', alone);
  expect(keys(input, 'ipvs')).toEqual(['192.168.56.183:53', '192.168.56.184:53', '192.168.56.183:53']);
  expect(cellOf(input, '192.168.56.184:53', 'Real server')).toContain('check failed');
  expect(cellOf(input, '192.168.56.184:53', 'Last change')).toContain(
    'Misc check failed (exited with status 1)',
  );
  expect(cellOf(input, '192.168.56.184:53', 'Weight')).toBe('');
  expect(markupOf(input, 'ipvs')).toContain('2 virtual servers, 2 real servers');
});

test.each([
  [0, '&lt;2s'],
  [1.9, '&lt;2s'],
])('a server whose last session began %d s ago says so in the same words each second', (ago, told) => {
  const markup = lastSessionAt(ago);
  expect(markup).toBe(told);
});

test('one whose last session is longer ago says when it was', () => {
  expect(lastSessionAt(2)).toMatch(/^<time datetime="[^"]+" data-age=""/);
});

/** The cell of a server of HAProxy whose last session was so long before the status was taken. */
function lastSessionAt(agoSeconds: number): string | undefined {
  let key = '';
  const status = withNode(({ haproxys }) => ({
    haproxys: haproxys.map((haproxy) => ({
      ...haproxy,
      proxies: haproxy.proxies.map((proxy) => ({
        ...proxy,
        rows: proxy.rows.map((row) => {
          if (row.scope === 'server') key ||= row.key;
          return { ...row, lastSessionSeconds: exampleStatus().takenAtSeconds - agoSeconds };
        }),
      })),
    })),
  }));
  const row = buildPage(pageInput('', status))
    .blocks.flatMap((block) => (block.kind === 'table' && block.section === 'haproxy' ? block.rows : []))
    .find((one) => one.key.includes(key));
  return row?.cells.find(({ label }) => label.endsWith('Last'))?.markup;
}
