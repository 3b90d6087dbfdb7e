import type { HaproxyRowStatus } from './node-status.ts';

type Cells = HaproxyRowStatus['cells'];

/** How a server's last check ended, as HAProxy's page has it: `L7STS/503 in 3ms`; '' where there was none. */
export function checkResult({
  check_status: status,
  check_code: code,
  check_duration: duration,
}: Cells): string {
  if (isEmpty(status)) return '';
  // A star in front says that the next check is under way.
  const result = String(status).replace(/^\* */, '');
  const answer = isEmpty(code) || code === 0 ? result : `${result}/${code}`;
  return isEmpty(duration) ? answer : `${answer} in ${duration}ms`;
}

/** The same with what the server said: `L7STS/503 in 3ms: Service Unavailable`. */
export function lastCheckText(cells: Cells): string {
  const result = checkResult(cells);
  const { last_chk: said } = cells;
  return result === '' || isEmpty(said) ? result : `${result}: ${said}`;
}

function isEmpty(cell: number | string | undefined): cell is '' | undefined {
  return cell === undefined || cell === '';
}
