import type { Subsystem } from '../../model/snapshot.ts';
import type { ByLanguage } from './language.ts';

export interface SourceTexts {
  readonly title: string;
  readonly none: string;
  readonly node: string;
  readonly source: string;
  readonly state: string;
  readonly duration: string;
  readonly read: string;
  readonly problems: string;
  readonly noProblems: string;
  readonly states: Readonly<Record<'ok' | 'absent' | 'failed', string>>;
  readonly subsystems: Readonly<Record<Subsystem, string>>;
  readonly showProblems: (shown: string, count: string) => string;
  readonly line: (line: number) => string;
  readonly peers: string;
  readonly peer: string;
  readonly answered: string;
  readonly clock: string;
  readonly clockTitle: string;
}

export const SOURCE_TEXTS: ByLanguage<SourceTexts> = {
  en: {
    title: 'Sources',
    none: 'No collection has ended yet.',
    node: 'Node',
    source: 'Source',
    state: 'State',
    duration: 'Duration',
    read: 'Read',
    problems: 'Problems',
    noProblems: 'none',
    states: { ok: 'ok', absent: 'absent', failed: 'failed' },
    subsystems: { haproxy: 'HAProxy', ipvs: 'IPVS', bind: 'BIND', keepalived: 'keepalived', vip: 'VIP' },
    showProblems: (shown, count) =>
      shown === count ? 'Show what was wrong' : `Show the first ${shown} of ${count}`,
    line: (line) => `Line ${line}: `,
    peers: 'Peers',
    peer: 'Peer',
    answered: 'Answered',
    clock: 'Clock',
    clockTitle: 'Its clock minus ours, and how far that may be wrong',
  },
  zh: {
    title: '数据源',
    none: '尚未完成任何采集。',
    node: '节点',
    source: '数据源',
    state: '状态',
    duration: '耗时',
    read: '采集时间',
    problems: '问题',
    noProblems: '无',
    states: { ok: '正常', absent: '不存在', failed: '失败' },
    subsystems: { haproxy: 'HAProxy', ipvs: 'IPVS', bind: 'BIND', keepalived: 'keepalived', vip: 'VIP' },
    showProblems: (shown, count) => (shown === count ? '查看问题' : `查看前 ${shown} 个，共 ${count} 个`),
    line: (line) => `第 ${line} 行：`,
    peers: '对端',
    peer: '对端',
    answered: '应答时间',
    clock: '时钟偏差',
    clockTitle: '对方时钟减去本机时钟，以及可能的误差',
  },
};
