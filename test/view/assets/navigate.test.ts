import { expect, test } from 'vitest';
import { filteredUrl } from '../../../src/view/assets/filter.js';
import { isOtherView } from '../../../src/view/assets/navigate.js';

const HERE = new URL('http://ds1:9053/?lang=zh&q=web');

test.each([
  ['/?lang=zh&sort=-active', true],
  ['/?lang=zh&q=web#ipvs', false],
  ['/?lang=en&q=web', false],
  ['/?q=web', false],
  ['/status.json?lang=zh', false],
  ['http://ds2:9053/?lang=zh', false],
])('%s: another view %s', (href, isView) => {
  expect(isOtherView(new URL(href, HERE), HERE)).toBe(isView);
});

test('a filter keeps what else the address says, but begins at the first page of each section', () => {
  const here = new URL('http://ds1:9053/?sort=-active&q=old&ipvs=3&haproxy=2&zones=4&only=trouble&lang=zh');
  const fields: [string, string][] = [
    ['q', '10.0.0.1 rs&1'],
    ['lang', 'en'],
  ];
  expect(filteredUrl(here, fields, ['q', 'only']).search).toBe('?sort=-active&lang=zh&q=10.0.0.1+rs%261');
});

test('an empty filter is none', () => {
  expect(filteredUrl(new URL('http://ds1:9053/?q=a'), [['q', '']], ['q', 'only']).href).toBe(
    'http://ds1:9053/',
  );
});
