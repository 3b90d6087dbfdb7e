import { expect, test } from 'vitest';
import { capitalised } from '../../src/text/capitalised.ts';

test.each([
  ['answers with TC set', 'Answers with TC set'],
  ['ICMP errors', 'ICMP errors'],
  ['', ''],
])('%j begins a line as %j', (text, beginning) => {
  expect(capitalised(text)).toBe(beginning);
});
