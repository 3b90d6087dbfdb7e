import { describe, expect, test } from 'vitest';
import { compileTemplate, matchCut } from '../../../src/parsers/keepalived/message-template.ts';

describe('a whole message', () => {
  test.each([
    ['Entering {BACKUP|MASTER} STATE', 'Entering MASTER STATE', ['MASTER']],
    ['{setting|removing} {?protocol }VIPs.', 'setting protocol VIPs.', ['setting']],
    ['{setting|removing} {?protocol }VIPs.', 'removing VIPs.', ['removing']],
    ['from {ip} with {n} (a.b)', 'from 192.0.2.1 with -7 (a.b)', ['192.0.2.1', '-7']],
    ['{server} and {server}', '[192.0.2.1]:tcp:80 and FWM 7', ['[192.0.2.1]:tcp:80', 'FWM 7']],
    ['delay ({decimal})', 'delay (1.500000)', ['1.500000']],
    ['script {name} [{text}]', 'script chk [a b]', ['chk', 'a b']],
  ])('%s: %s', (template, message, values) => {
    expect(compileTemplate(template).pattern.exec(message)?.slice(1)).toEqual(values);
  });

  test.each([
    ['Entering {BACKUP|MASTER} STATE', 'Entering MASTER STATE now'],
    ['Entering {BACKUP|MASTER} STATE', 'entering MASTER STATE'],
    ['a.b', 'axb'],
    ['{server}', '[192.0.2.1 ]:80'],
    ['{name}', 'two words'],
  ])('%s is not: %s', (template, message) => {
    expect(compileTemplate(template).pattern.test(message)).toBe(false);
  });
});

describe('first words', () => {
  test.each([
    ['Entering {BACKUP|MASTER} STATE', ['Entering']],
    ['Stopping', ['Stopping']],
    ['{Shutting down|Removing} service', ['Shutting', 'Removing']],
    ['{ip} is still advertising', ['']],
  ])('%s', (template, words) => {
    expect(compileTemplate(template).firstWords).toEqual(words);
  });
});

describe('what an ellipsis left of a message', () => {
  test.each([
    ['Entering {BACKUP|MASTER} STATE', 'Entering MA', 'E', ['MASTER']],
    ['{setting|removing} {?protocol }{VIPs.|E-VIPs.}', 'setting prot', '.', ['setting']],
    ['{setting|removing} {?protocol }{VIPs.|E-VIPs.}', 'setting E', '.', ['setting', 'E-VIPs.']],
    ['service {server} from VS {server}', 'service [192.0.2.1]:80 fr', '', ['[192.0.2.1]:80']],
    ['service {server} from VS {server}', 'service [192.0', ':80', [undefined]],
    ['{server} is', 'FW', 's', [undefined]],
    ['from {n} to {n}', 'from 10', '', [undefined]],
  ])('%s: %j … %j', (template, head, tail, values) => {
    expect(matchCut(compileTemplate(template), head, tail).map((way) => way.slice(1))).toEqual([values]);
  });

  test('can be several things', () => {
    const template = compileTemplate('{HTTP|HTTP status code} success to {server}');
    expect(matchCut(template, 'HTTP s', '80').map((way) => way.slice(1))).toEqual([
      ['HTTP'],
      ['HTTP status code'],
    ]);
  });

  test.each([
    ['Entering {BACKUP|MASTER} STATE', 'Entering FA', 'E'],
    ['Entering {BACKUP|MASTER} STATE', 'Entering MA', ')'],
    ['Entering MASTER STATE', 'Entering BACK', 'E'],
    ['{setting|removing} {VIPs.|E-VIPs.}', 'setting V', 'Routes'],
    // The whole message stands in front of it.
    ['Stopping', 'Stopping', ''],
    ['from {n} to {n}', 'from ten', ''],
  ])('%s is not: %j … %j', (template, head, tail) => {
    expect(matchCut(compileTemplate(template), head, tail)).toEqual([]);
  });
});
