import { type Parsed, ProblemLog } from '../../model/problem.ts';
import { type ConfStatement, confStatements } from './conf-blocks.ts';
import { checkTiming, type RealServerTiming } from './conf-check-timing.ts';
import { lastOf, numberOf } from './conf-values.ts';

/** What a VRRP instance waits for. */
export interface VrrpInstanceTiming {
  readonly instance: string;
  readonly version: 2 | 3;
  readonly advertIntervalSeconds: number;
  /** As configured; scripts and interfaces that are tracked may lower it. */
  readonly priority: number;
  /** After how many advertisements that stayed away it takes over. */
  readonly downTimerAdverts: number;
  readonly preemptDelaySeconds: number;
}

/** What keepalived.conf says about how long a failover takes. */
export interface KeepalivedTiming {
  readonly instances: readonly VrrpInstanceTiming[];
  readonly realServers: readonly RealServerTiming[];
}

const DEFAULT_PRIORITY = 100;
const DEFAULT_ADVERT_SECONDS = 1;
const DEFAULT_DOWN_TIMER_ADVERTS = 3;

/**
 * Reads the times that a failover depends on, with keepalived's own defaults where they are not given. Whatever else
 * is in the text is passed over, be it right or wrong. Never throws.
 */
export function parseConfTiming(text: string): Parsed<KeepalivedTiming> {
  const problems = new ProblemLog();
  const statements = confStatements(text);
  addUnread(statements, problems);
  const globals = named(statements, 'global_defs').flatMap(({ block }) => block);
  const version = lastOf(globals, ['vrrp_version'])?.words[1] === '3' ? 3 : 2;
  return {
    records: {
      instances: named(statements, 'vrrp_instance').map((instance) =>
        instanceTiming(instance, version, problems),
      ),
      realServers: named(statements, 'virtual_server').flatMap((virtual) =>
        named(virtual.block, 'real_server').map((real) => realServerTiming(virtual, real, problems)),
      ),
    },
    problems,
  };
}

function named(statements: readonly ConfStatement[], name: string): readonly ConfStatement[] {
  return statements.filter(({ words }) => words[0] === name);
}

function instanceTiming(
  { words, block }: ConfStatement,
  globalVersion: 2 | 3,
  problems: ProblemLog,
): VrrpInstanceTiming {
  const own = lastOf(block, ['version'])?.words[1];
  return {
    instance: words[1] ?? '',
    version: own === undefined ? globalVersion : own === '3' ? 3 : 2,
    advertIntervalSeconds: numberOf(block, ['advert_int'], problems) ?? DEFAULT_ADVERT_SECONDS,
    priority: numberOf(block, ['priority'], problems) ?? DEFAULT_PRIORITY,
    downTimerAdverts: numberOf(block, ['down_timer_adverts'], problems) ?? DEFAULT_DOWN_TIMER_ADVERTS,
    preemptDelaySeconds: numberOf(block, ['preempt_delay'], problems) ?? 0,
  };
}

function realServerTiming(
  virtual: ConfStatement,
  real: ConfStatement,
  problems: ProblemLog,
): RealServerTiming {
  const [, address = '', port] = real.words;
  const checks = real.block.flatMap((check) => checkTiming(check, { virtual, real }, problems) ?? []);
  return { address, ...(port !== undefined && { port: Number(port) }), checks };
}

/** Lines that only some hosts read, and files that this text only names. */
function addUnread(statements: readonly ConfStatement[], problems: ProblemLog): void {
  for (const { line, words, block } of statements) {
    const [first = ''] = words;
    if (/^include[a-z]?$/.test(first)) {
      problems.add(line, `${first} is not followed; give that file, too`, words.join(' '));
    }
    if (first.startsWith('@')) problems.add(line, 'conditional lines are not read', words.join(' '));
    for (const inner of block) {
      if (inner.words[0]?.startsWith('@') === true) {
        problems.add(inner.line, 'conditional lines are not read', inner.words.join(' '));
      }
    }
  }
}
