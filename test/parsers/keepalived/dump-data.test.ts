import { describe, expect, test } from 'vitest';
import { mergeKeepalivedDumps } from '../../../src/model/keepalived-dump.ts';
import { FormatError } from '../../../src/parsers/format-error.ts';
import { parseKeepalivedData } from '../../../src/parsers/keepalived/dump-data.ts';
import { parseKeepalivedJson } from '../../../src/parsers/keepalived/dump-json.ts';
import { parseKeepalivedStats } from '../../../src/parsers/keepalived/dump-stats.ts';
import { fixture } from '../../support/fixture.ts';

const file = (name: string) => fixture('keepalived', name);

describe('keepalived.data', () => {
  test('of 2.2.7', () => {
    const { records, problems } = parseKeepalivedData(file('2.2.7-keepalived.data'));
    const both = {
      state: 'MASTER',
      basePriority: 100,
      effectivePriority: 100,
      garpDelaySeconds: 5,
      vipsSet: true,
      excludedVips: [],
      counters: new Map(),
    };
    expect(records).toEqual({
      instances: [
        {
          name: 'VI_1',
          interface: 'eth0',
          vrid: 51,
          lastTransitionSeconds: 1_795_168_055.7684,
          vips: ['192.168.50.201/24 dev eth0 scope global set'],
          ...both,
        },
        {
          name: 'VI_2',
          interface: 'eth1',
          vrid: 52,
          lastTransitionSeconds: 1_795_168_055.763382,
          vips: ['192.168.51.201/24 dev eth1 scope global set'],
          ...both,
        },
      ],
      scripts: [],
      processes: [],
    });
    expect(problems.count).toBe(0);
  });

  test('of 2.2.7 with scripts, excluded addresses and IPv6', () => {
    const { records, problems } = parseKeepalivedData(file('2.2.7-scripts-file-ipv6.keepalived.data'));
    expect(records.instances.map(({ name, interface: device, vrid }) => [name, device, vrid])).toEqual([
      ['VI_1', 'd0', 51],
      ['VI_2', 'd1', 52],
      ['VI_3', 'd0', 53],
      ['VI_6', 'd1', 56],
    ]);
    expect(records.instances.map(({ vips }) => vips)).toEqual([
      ['192.0.2.101/24 dev d0 scope global set'],
      ['192.0.3.101/24 dev d1 scope global set'],
      ['192.0.2.103/24 dev d0 scope global set'],
      [
        'fe80::56/64 dev d1 scope global preferred_lft forever set',
        '2001:db8::56/64 dev d1 scope global preferred_lft forever set',
      ],
    ]);
    expect(records.instances.map(({ excludedVips }) => excludedVips)).toEqual([
      ['192.0.2.102/24 dev d0 scope global set'],
      [],
      [],
      [],
    ]);
    expect(records.scripts).toEqual([
      { name: 'chk', status: 'GOOD', state: 'idle' },
      { name: 'chkw', status: 'GOOD', state: 'idle' },
    ]);
    expect(problems.count).toBe(0);
  });

  test('of 1.3.5, where interfaces and scripts stand in the middle of an instance', () => {
    const { records, problems } = parseKeepalivedData(file('reconstructed-1.3.5-keepalived.data'));
    expect(records).toEqual({
      instances: [
        {
          name: 'VI_1',
          interface: 'eth2',
          vrid: 50,
          state: 'BACKUP',
          basePriority: 99,
          lastTransitionSeconds: 1_541_097_000,
          garpDelaySeconds: 5,
          vips: [
            '192.168.56.185/24 dev eth2 scope global',
            '192.168.56.186/24 brd 192.168.56.255 dev eth2 scope global label eth2:1',
          ],
          excludedVips: ['2001:db8::1/64 dev eth2'],
          counters: new Map(),
        },
        {
          name: 'VI_2',
          interface: 'vrrp.51',
          state: 'INIT',
          basePriority: 98,
          lastTransitionSeconds: 0,
          vips: [],
          excludedVips: [],
          counters: new Map(),
        },
      ],
      scripts: [
        { name: 'chk_haproxy', status: 'GOOD' },
        { name: 'chk_other', status: 'INIT/FAILED' },
      ],
      processes: [],
    });
    expect(problems.kept).toEqual([
      { line: 54, reason: 'Virtual Router ID of VI_2 is not a figure', text: 'fifty' },
    ]);
  });

  test('passwords appear nowhere', () => {
    const read = parseKeepalivedData(file('reconstructed-1.3.5-keepalived.data'));
    expect(JSON.stringify(read)).not.toContain('s3cret');
  });

  test('a script by itself, as from 2.0', () => {
    const text =
      '------< VRRP Scripts >------\n VRRP Script = chk\n   Status = BAD\n   State = forcing termination\n';
    expect(parseKeepalivedData(text).records.scripts).toEqual([
      { name: 'chk', status: 'BAD', state: 'forcing termination' },
    ]);
  });

  test('an instance that keepalived is writing just now', () => {
    const text = '------< VRRP Topology >------\n VRRP Instance = VI_1\n   State = MASTER\n   Interf';
    expect(parseKeepalivedData(text).records.instances).toMatchObject([{ name: 'VI_1', state: 'MASTER' }]);
  });

  test('an instance that is there twice', () => {
    const text = '------<\n VRRP Instance = A\n   State = MASTER\n VRRP Instance = A\n   State = FAULT\n';
    const { records, problems } = parseKeepalivedData(text);
    expect(records.instances).toMatchObject([{ name: 'A', state: 'MASTER' }]);
    expect(problems.kept).toEqual([
      { line: 4, reason: 'the instance is there a second time; the first one counts', text: 'A' },
    ]);
  });

  test.each([
    ['', 'not keepalived.data: the text is empty'],
    ['hello', 'not keepalived.data: it begins with "hello"'],
  ])('%j is none', (text, message) => {
    expect(() => parseKeepalivedData(text)).toThrow(FormatError);
    expect(() => parseKeepalivedData(text)).toThrow(message);
  });
});

describe('keepalived.stats', () => {
  test('of 2.2.7', () => {
    const { records, problems } = parseKeepalivedStats(file('2.2.7-keepalived.stats'));
    expect(records.instances.map(({ name }) => name)).toEqual(['VI_1', 'VI_2']);
    expect(Object.fromEntries(records.instances[0]?.counters ?? [])).toEqual({
      advert_rcvd: '3',
      advert_sent: '20',
      become_master: '1',
      release_master: '0',
      packet_len_err: '0',
      ip_ttl_err: '0',
      invalid_type_rcvd: '0',
      advert_interval_err: '0',
      addr_list_err: '0',
      invalid_authtype: '0',
      authtype_mismatch: '0',
      auth_failure: '0',
      pri_zero_rcvd: '0',
      pri_zero_sent: '0',
    });
    expect(problems.count).toBe(0);
  });

  test('of 2.4.3, each counter in its place and exact', () => {
    const { records, problems } = parseKeepalivedStats(file('reconstructed-2.4.3-keepalived.stats'));
    expect(Object.fromEntries(records.instances[0]?.counters ?? [])).toEqual({
      advert_rcvd: '18446744073709551615',
      advert_sent: '2',
      become_master: '3',
      release_master: '4',
      packet_len_err: '5',
      ip_ttl_err: '6',
      invalid_type_rcvd: '7',
      advert_interval_err: '8',
      addr_list_err: '9',
      invalid_authtype: '10',
      authtype_mismatch: '11',
      auth_failure: '12',
      auth_ext_missing: '13',
      auth_ext_malformed: '14',
      auth_ext_unknown_key: '15',
      auth_ext_invalid_hmac: '16',
      auth_ext_stale: '17',
      auth_ext_replay: '18',
      pri_zero_rcvd: '19',
      pri_zero_sent: '20',
    });
    expect(problems.count).toBe(0);
  });

  test('what is wrong is told, and costs only itself', () => {
    const text = `\
VRRP Instance: VI_1
  Advertisements:
    Received: many
    Sent: -5
    Lost: 7
  what is this
  Became master: 3
`;
    const { records, problems } = parseKeepalivedStats(text);
    expect(Object.fromEntries(records.instances[0]?.counters ?? [])).toEqual({ become_master: '3' });
    expect(problems.kept).toEqual([
      { line: 3, reason: 'Advertisements/Received is not a count', text: '    Received: many' },
      { line: 4, reason: 'Advertisements/Sent is not a count', text: '    Sent: -5' },
      {
        line: 5,
        reason: 'a counter that no version up to 2.4 has: Advertisements/Lost',
        text: '    Lost: 7',
      },
      {
        line: 6,
        reason: 'not a line of keepalived.stats, such as "    Received: 3"',
        text: '  what is this',
      },
    ]);
  });

  test('what names no instance is none', () => {
    expect(() => parseKeepalivedStats('Received: 3\n')).toThrow(
      'not keepalived.stats: it begins with "Received: 3 "',
    );
  });
});

describe('keepalived.json', () => {
  test('of 2.2.7: an array', () => {
    const { records, problems } = parseKeepalivedJson(file('2.2.7-keepalived.json'));
    expect(records.instances).toMatchObject([
      {
        name: 'VI_1',
        interface: 'eth0',
        vrid: 51,
        state: 'MASTER',
        basePriority: 100,
        effectivePriority: 100,
        lastTransitionSeconds: 1_795_168_055.7684,
        garpDelaySeconds: 5,
        vips: ['192.168.50.201/24 dev eth0 scope global set'],
        excludedVips: [],
        vipsSet: true,
      },
      { name: 'VI_2', interface: 'eth1', vrid: 52 },
    ]);
    expect(records.instances[0]?.counters.get('advert_sent')).toBe('21');
    expect(records.processes).toEqual([]);
    expect(problems.count).toBe(0);
  });

  test('of 2.4.3 with json_version 2: an object with processes', () => {
    const { records, problems } = parseKeepalivedJson(file('reconstructed-2.4.3-keepalived.json'));
    expect(records.instances).toMatchObject([
      {
        name: 'VI_1',
        state: 'FAULT',
        effectivePriority: 80,
        vipsSet: false,
        garpDelaySeconds: 5.5,
        excludedVips: ['2001:db8::1/64 dev eth0 scope global'],
      },
    ]);
    expect(records.instances[0]?.counters.get('auth_ext_replay')).toBe('6');
    expect(records.processes).toEqual([{ name: 'haproxy', processes: 2, quorum: true }]);
    expect(problems.count).toBe(0);
  });

  test('what is wrong is told, and costs only itself', () => {
    const text = JSON.stringify([
      7,
      { data: { iname: '' } },
      {
        data: { iname: 'A', vrid: '51', state: 9, vips: 'x' },
        stats: { advert_rcvd: -1, advert_sent: 2, other: 'x' },
      },
      { data: { iname: 'A' } },
    ]);
    const { records, problems } = parseKeepalivedJson(text);
    expect(records.instances).toEqual([
      { name: 'A', vips: [], excludedVips: [], counters: new Map([['advert_sent', '2']]) },
    ]);
    expect(problems.kept).toEqual([
      { line: 1, reason: 'an instance has no data.iname', text: 'element 1' },
      { line: 1, reason: 'an instance has no data.iname', text: 'element 2' },
      { line: 1, reason: 'the instance is there a second time; the first one counts', text: 'A' },
    ]);
  });

  test('passwords of early versions appear nowhere', () => {
    const text = JSON.stringify([
      { data: { iname: 'A', auth_data: 's3cret' } },
      { data: { auth_data: 's3cret' } },
    ]);
    const { records, problems } = parseKeepalivedJson(text);
    expect(JSON.stringify([records, problems])).not.toContain('s3cret');
  });

  test.each([
    ['', 'not keepalived.json: the text is empty'],
    [
      '[{"data":{"iname":"VI_1"',
      'not keepalived.json: it begins with "[{\\"data\\":{\\"iname\\":\\"VI_1\\""',
    ],
    ['7', 'not keepalived.json: it begins with "7"'],
    ['{"track_process":[]}', 'not keepalived.json: it begins with "{\\"track_process\\":[]}"'],
  ])('%j is none', (text, message) => {
    expect(() => parseKeepalivedJson(text)).toThrow(FormatError);
    expect(() => parseKeepalivedJson(text)).toThrow(message);
  });
});

test('files are joined by name, and the first to tell something counts', () => {
  const dumps = [
    parseKeepalivedJson(file('2.2.7-keepalived.json')).records,
    parseKeepalivedStats(file('2.2.7-keepalived.stats')).records,
    parseKeepalivedData(file('reconstructed-1.3.5-keepalived.data')).records,
  ];
  const { instances, scripts } = mergeKeepalivedDumps(dumps);
  expect(instances.map(({ name }) => name)).toEqual(['VI_1', 'VI_2']);
  expect(instances[0]).toMatchObject({
    vrid: 51,
    vips: ['192.168.50.201/24 dev eth0 scope global set'],
    excludedVips: ['2001:db8::1/64 dev eth2'],
  });
  expect(instances[0]?.counters.get('advert_sent')).toBe('21');
  expect(scripts).toHaveLength(2);
});
