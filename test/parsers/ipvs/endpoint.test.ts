import { expect, test } from 'vitest';
import { readEndpoint, readServerEndpoint } from '../../../src/parsers/ipvs/endpoint.ts';

test.each([
  ['172.16.0.1:80', { address: '172.16.0.1', port: 80 }],
  ['172.16.0.1:0', { address: '172.16.0.1', port: 0 }],
  ['172.16.0.1:http', { address: '172.16.0.1', port: 80, portName: 'http' }],
  ['vip.example.com:https', { address: 'vip.example.com', port: 443, portName: 'https' }],
  ['lvs-test1:http', { address: 'lvs-test1', port: 80, portName: 'http' }],
  ['[2001:db8::1]:53', { address: '2001:db8::1', port: 53 }],
  ['[2001:DB8:0::1]:domain', { address: '2001:db8::1', port: 53, portName: 'domain' }],
  ['[host.example]:6443', { address: 'host.example', port: 6443 }],
  ['[(null)]:5001', { address: '(null)', port: 5001 }],
])('reads %s', (text, endpoint) => {
  const doubts: string[] = [];
  expect(readEndpoint(text, (doubt) => doubts.push(doubt))).toEqual(endpoint);
  expect(doubts).toEqual([]);
});

test.each([
  [
    '172.16.0.1:gopher9',
    { address: '172.16.0.1', port: 0, portName: 'gopher9' },
    'the number of port "gopher9" is not known; ipvsadm -n prints it',
  ],
  [
    'a-very-long-name.example.com',
    { address: 'a-very-long-name.example.com', port: 0 },
    '"a-very-long-name.example.com" was cut before its port; ipvsadm -n prints it whole',
  ],
  [
    'a-very-long-name.example.co:',
    { address: 'a-very-long-name.example.co', port: 0 },
    '"a-very-long-name.example.co" was cut before its port; ipvsadm -n prints it whole',
  ],
  [
    '[2001:db8::1]',
    { address: '2001:db8::1', port: 0 },
    '"2001:db8::1" was cut before its port; ipvsadm -n prints it whole',
  ],
])('reads %s with a doubt', (text, endpoint, doubt) => {
  const doubts: string[] = [];
  expect(readEndpoint(text, (reason) => doubts.push(reason))).toEqual(endpoint);
  expect(doubts).toEqual([doubt]);
});

test.each([
  '',
  ':',
  ':80',
  '80',
  '01:57',
  'host',
  '10.0.0.1:65536',
  '10.0.0.1:-1',
  '10.0.0.1:(x',
  '[]:80',
  '[a]b:80',
])('%j is no endpoint', (text) => {
  const doubts: string[] = [];
  expect(readEndpoint(text, (doubt) => doubts.push(doubt))).toBeUndefined();
  expect(doubts).toEqual([]);
});

test.each([
  ['172.16.0.10', { address: '172.16.0.10', port: 80, portName: 'http' }],
  ['[2001:db8::1]', { address: '2001:db8::1', port: 80, portName: 'http' }],
  ['172.16.0.10:8080', { address: '172.16.0.10', port: 8080 }],
])('a real server given as %s', (text, endpoint) => {
  const service = { address: '172.16.0.1', port: 80, portName: 'http' };
  expect(readServerEndpoint(text, service, () => undefined)).toEqual(endpoint);
});
