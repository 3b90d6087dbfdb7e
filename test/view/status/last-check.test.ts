import { expect, test } from 'vitest';
import { checkResult, lastCheckText } from '../../../src/view/status/last-check.ts';

const FAILED = { check_status: 'L7STS', check_code: 503, check_duration: 3, last_chk: 'Service Unavailable' };

test.each([
  [FAILED, 'L7STS/503 in 3ms', 'L7STS/503 in 3ms: Service Unavailable'],
  [{ check_status: '* L4CON', check_duration: 0 }, 'L4CON in 0ms', 'L4CON in 0ms'],
  [{ check_status: 'L4OK', check_code: 0, last_chk: '' }, 'L4OK', 'L4OK'],
  [{ check_status: '', last_chk: 'left over' }, '', ''],
  [{}, '', ''],
])('%j', (cells, result, text) => {
  expect([checkResult(cells), lastCheckText(cells)]).toEqual([result, text]);
});
