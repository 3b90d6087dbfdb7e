import { expect, test } from 'vitest';
import { formatLogfmt } from '../../src/exporter/logfmt.ts';

test('time, level and message come first, whatever the order of the fields', () => {
  expect(
    formatLogfmt({ source: 'local', msg: 'read', level: 'info', time: '2026-11-20T10:00:00.000Z' }),
  ).toBe('time=2026-11-20T10:00:00.000Z level=info msg=read source=local');
});

test.each([
  ['a word', 'ok', 'value=ok'],
  ['a path', '/run/haproxy/admin.sock', 'value=/run/haproxy/admin.sock'],
  ['a bracketed address', '[::1]:9053', 'value=[::1]:9053'],
  ['nothing', '', 'value=""'],
  ['a space', 'two words', 'value="two words"'],
  ['an equals sign', 'level=error', 'value="level=error"'],
  ['a quote', 'say "no"', 'value="say \\"no\\""'],
  ['a backslash', 'a\\nb', 'value="a\\\\nb"'],
  ['a newline', 'x\ntime=0 level=info msg=forged', 'value="x\\ntime=0 level=info msg=forged"'],
  ['a carriage return', 'x\ry', 'value="x\\ry"'],
  ['a tab', 'x\ty', 'value="x\\ty"'],
  ['a terminal escape', '\u001b[2J', 'value="\\u001b[2J"'],
  ['a one-character terminal escape', '\u009b2J', 'value="\\u009b2J"'],
  ['a NUL', '\0', 'value="\\u0000"'],
  ['a line separator', 'x\u2028y', 'value="x\\u2028y"'],
  ['text turned around', '\u202egpj.exe', 'value="\\u202egpj.exe"'],
  ['a lone surrogate', 'x\ud800', 'value="x\\ud800"'],
  ['a format character beyond the BMP', '\u{e0001}', 'value="\\udb40\\udc01"'],
  ['letters of any script', 'müßig 例', 'value="müßig 例"'],
  ['a number', 12.5, 'value=12.5'],
  ['a truth value', false, 'value=false'],
  ['null', null, 'value=null'],
  ['a list', ['a', 1], 'value="[\\"a\\",1]"'],
  ['an object', { a: 'b\n' }, 'value="{\\"a\\":\\"b\\\\n\\"}"'],
])('%s', (_name, value, expected) => {
  expect(formatLogfmt({ value })).toBe(expected);
});

test.each([
  ['a b', 'a_b=1'],
  ['a=b', 'a_b=1'],
  ['a\n"', 'a__=1'],
  ['', '_=1'],
])('the key %j cannot break the line', (key, expected) => {
  expect(formatLogfmt({ [key]: 1 })).toBe(expected);
});

test('a field without a value is left out', () => {
  expect(formatLogfmt({ msg: 'read', source: undefined })).toBe('msg=read');
});
