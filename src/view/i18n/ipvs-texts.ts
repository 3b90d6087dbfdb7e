import type { ByLanguage } from './language.ts';

export interface IpvsTexts {
  readonly title: string;
  readonly summary: (virtualServers: string, realServers: string) => string;
  readonly noTable: string;
  readonly emptyTable: (node: string) => string;
  readonly noRealServer: string;
  readonly ignoresWeights: (scheduler: string) => string;
  readonly realServer: string;
  readonly forward: string;
  readonly weight: string;
  readonly active: string;
  readonly inactive: string;
  readonly perSecond: string;
  readonly connections: string;
  readonly packetsIn: string;
  readonly bytesIn: string;
  readonly share: string;
  readonly shareTitle: string;
  readonly of: string;
  readonly lastChange: string;
  readonly checkDown: string;
  readonly drained: string;
  readonly drift: string;
  readonly notIn: (node: string) => string;
  readonly drifts: Readonly<Record<'missing' | 'scheduler' | 'flags' | 'weight' | 'forward', string>>;
}

export const IPVS_TEXTS: ByLanguage<IpvsTexts> = {
  en: {
    title: 'IPVS',
    summary: (virtualServers, realServers) =>
      `${virtualServers} virtual ${virtualServers === '1' ? 'server' : 'servers'}, ${realServers} real ${realServers === '1' ? 'server' : 'servers'}`,
    noTable: 'No IPVS table was read.',
    emptyTable: (node) => `The table of ${node} is empty.`,
    noRealServer: 'No real server: nothing answers here.',
    ignoresWeights: (scheduler) => `${scheduler} ignores weights`,
    realServer: 'Real server',
    forward: 'Forward',
    weight: 'Weight',
    active: 'Active',
    inactive: 'Inactive',
    perSecond: 'A second',
    connections: 'Connections',
    packetsIn: 'Packets in',
    bytesIn: 'Bytes in',
    share: 'Share',
    shareTitle: 'Share of new connections now, and what weights give it',
    of: 'of',
    lastChange: 'Last change',
    checkDown: 'check failed',
    drained: 'weight 0',
    drift: 'drift',
    notIn: (node) => `not on ${node}`,
    drifts: {
      missing: 'missing',
      scheduler: 'scheduler',
      flags: 'flags',
      weight: 'weight',
      forward: 'forward',
    },
  },
  zh: {
    title: 'IPVS',
    summary: (virtualServers, realServers) => `${virtualServers} 个虚拟服务，${realServers} 个真实服务器`,
    noTable: '未读到 IPVS 表。',
    emptyTable: (node) => `${node} 的表为空。`,
    noRealServer: '没有真实服务器：此处无人应答。',
    ignoresWeights: (scheduler) => `${scheduler} 不看权重`,
    realServer: '真实服务器',
    forward: '转发',
    weight: '权重',
    active: '活动连接',
    inactive: '非活动连接',
    perSecond: '每秒',
    connections: '新建连接',
    packetsIn: '入向包',
    bytesIn: '入向流量',
    share: '占比',
    shareTitle: '当前新建连接占比，以及按权重应得的占比',
    of: '应为',
    lastChange: '最近变更',
    checkDown: '健康检查失败',
    drained: '权重为 0',
    drift: '表不一致',
    notIn: (node) => `${node} 上没有`,
    drifts: {
      missing: '缺失',
      scheduler: '调度算法',
      flags: '标志',
      weight: '权重',
      forward: '转发方式',
    },
  },
};
