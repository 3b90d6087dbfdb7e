import type { ByLanguage } from './language.ts';

export interface BindTexts {
  readonly title: string;
  readonly none: string;
  readonly server: string;
  readonly requests: string;
  readonly perSecond: string;
  readonly total: string;
  readonly rcodes: string;
  readonly cacheHits: string;
  readonly recursion: string;
  readonly recursionTitle: string;
  readonly figuresOf: string;
  readonly trend: string;
  readonly zones: string;
  readonly zone: string;
  readonly view: string;
  readonly serial: string;
  readonly queries: string;
  readonly zonesShown: (shown: string, all: string) => string;
  readonly serialDiffers: (serials: string) => string;
  readonly rates: string;
}

export const BIND_TEXTS: ByLanguage<BindTexts> = {
  en: {
    title: 'BIND',
    none: 'No BIND was read.',
    server: 'Server',
    requests: 'Requests',
    perSecond: 'A second',
    total: 'Total',
    rcodes: 'Answers a second by rcode',
    cacheHits: 'Cache hits',
    recursion: 'Recursion',
    recursionTitle: 'Clients that wait for recursion',
    figuresOf: 'Figures of',
    trend: 'Last 15 min',
    zones: 'Zones',
    zone: 'Zone',
    view: 'View',
    serial: 'Serial',
    queries: 'Queries',
    zonesShown: (shown, all) => `the busiest ${shown} of ${all}`,
    serialDiffers: (serials) => `differs: ${serials}`,
    rates: 'Rates are known from the second dump on.',
  },
  zh: {
    title: 'BIND',
    none: '未读到 BIND。',
    server: '服务器',
    requests: '请求',
    perSecond: '每秒',
    total: '累计',
    rcodes: '每秒应答（按 rcode）',
    cacheHits: '缓存命中率',
    recursion: '递归',
    recursionTitle: '正在等待递归的客户端',
    figuresOf: '数据时刻',
    trend: '近 15 分钟',
    zones: '区域',
    zone: '区域',
    view: '视图',
    serial: '序列号',
    queries: '查询',
    zonesShown: (shown, all) => `最繁忙的 ${shown} 个，共 ${all} 个`,
    serialDiffers: (serials) => `不一致：${serials}`,
    rates: '从第二次统计转储起才有速率。',
  },
};
