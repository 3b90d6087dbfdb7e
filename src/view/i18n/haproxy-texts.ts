import type { HaproxyGroupId } from '../status/haproxy-columns.ts';
import type { ByLanguage } from './language.ts';

export interface HaproxyTexts {
  readonly title: string;
  readonly summary: (proxies: string, rows: string) => string;
  readonly none: string;
  readonly name: string;
  readonly process: string;
  readonly groups: Readonly<Record<HaproxyGroupId, string>>;
  /** By HAProxy's own headings; one that is not here stays as HAProxy has it. */
  readonly headings: Readonly<Record<string, string>>;
  readonly notIn: (instance: string) => string;
  readonly differs: string;
}

export const HAPROXY_TEXTS: ByLanguage<HaproxyTexts> = {
  en: {
    title: 'HAProxy',
    summary: (proxies, rows) => `${proxies} ${proxies === '1' ? 'proxy' : 'proxies'}, ${rows} rows`,
    none: 'No HAProxy was read.',
    name: 'Name',
    process: 'HAProxy',
    groups: {
      queue: 'Queue',
      'session-rate': 'Session rate',
      sessions: 'Sessions',
      bytes: 'Bytes',
      denied: 'Denied',
      errors: 'Errors',
      warnings: 'Warnings',
      server: 'Server',
    },
    headings: {},
    notIn: (instance) => `not in ${instance}`,
    differs: 'differs',
  },
  zh: {
    title: 'HAProxy',
    summary: (proxies, rows) => `${proxies} 个代理，${rows} 行`,
    none: '未读到 HAProxy。',
    name: '名称',
    process: 'HAProxy',
    groups: {
      queue: '队列',
      'session-rate': '会话速率',
      sessions: '会话',
      bytes: '流量',
      denied: '拒绝',
      errors: '错误',
      warnings: '警告',
      server: '服务器',
    },
    headings: {
      Cur: '当前',
      Max: '最大',
      Limit: '上限',
      Total: '累计',
      LbTot: '选中',
      Last: '最近',
      In: '入',
      Out: '出',
      Req: '请求',
      Resp: '响应',
      Conn: '连接',
      Retr: '重试',
      Redis: '改派',
      Status: '状态',
      LastChk: '最近检查',
      Wght: '权重',
      Act: '主用',
      Bck: '备用',
      Chk: '检查失败',
      Dwn: '宕机',
      Dwntme: '宕机时长',
      Thrtle: '限速',
    },
    notIn: (instance) => `${instance} 中没有`,
    differs: '不一致',
  },
};
