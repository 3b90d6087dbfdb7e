import { expect, test } from 'vitest';
import { filled } from '../../../src/view/assets/texts.js';

test('names in braces are filled in, others stay', () => {
  expect(filled('数据为 {seconds} 秒前', { seconds: 5 })).toBe('数据为 5 秒前');
  expect(filled('{a} {b} {constructor}', { a: '{b}' })).toBe('{b} {b} {constructor}');
});
