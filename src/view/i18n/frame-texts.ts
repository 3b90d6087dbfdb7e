import type { SeriesGroup } from '../series/series.ts';
import type { Severity } from '../status/warning.ts';
import type { ByLanguage } from './language.ts';

export interface FrameTexts {
  readonly title: (node: string) => string;
  readonly on: string;
  readonly demoName: string;
  readonly demo: string;
  readonly asOf: string;
  readonly formats: string;
  readonly skip: string;
  readonly pause: string;
  readonly keys: string;
  readonly keysTitle: string;
  readonly keysOn: string;
  readonly keyNames: readonly (readonly [key: string, act: string])[];
  readonly close: string;
  readonly sections: string;
  readonly filter: string;
  readonly filterHint: string;
  readonly onlyTrouble: string;
  readonly apply: string;
  readonly clear: string;
  readonly filtered: string;
  readonly nothingMatches: string;
  readonly language: string;
  readonly theme: string;
  readonly themes: Readonly<Record<'system' | 'light' | 'dark', string>>;
  readonly time: string;
  readonly timeHint: string;
  readonly at: string;
  readonly compareWith: string;
  readonly go: string;
  readonly back: string;
  readonly pastName: string;
  readonly past: string;
  readonly comparedWith: string;
  readonly noComparison: string;
  readonly kept: string;
  readonly to: string;
  readonly earlier: string;
  readonly later: string;
  readonly added: string;
  readonly removed: string;
  readonly was: (before: string) => string;
  readonly pages: (section: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly previous: string;
  readonly next: string;
  readonly rows: (from: string, to: string, total: string) => string;
  readonly sparkline: (last: string, highest: string) => string;
  readonly lastMinutes: string;
  readonly footer: (version: string) => string;
  readonly warnings: string;
  readonly noWarnings: string;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly severityCount: (severity: Severity, count: number) => string;
  /** Warnings that are not shown. */
  readonly more: (count: number) => string;
  readonly onNode: (node: string) => string;
  readonly details: string;
  readonly graphs: string;
  readonly graphNames: Readonly<Record<Exclude<SeriesGroup, 'spark'>, string>>;
}

const SEVERITY_NOUNS = {
  critical: ['critical', 'critical'],
  warning: ['warning', 'warnings'],
  notice: ['notice', 'notices'],
} as const;

export const FRAME_TEXTS: ByLanguage<FrameTexts> = {
  en: {
    title: (node) => `vipscope on ${node}`,
    on: 'on',
    demoName: 'Demo.',
    demo: 'All that is shown is a recording; no system of yours is read.',
    asOf: 'As of',
    formats: 'The same in other forms',
    skip: 'Skip to the warnings',
    pause: 'Pause',
    keys: 'Keys',
    keysTitle: 'Keys of this page',
    keysOn: 'Keys act',
    keyNames: [
      ['/', 'filter'],
      ['w', 'next warning'],
      ['g', 'graphs'],
      ['p', 'pause'],
      ['u', 'UTC or local time'],
      ['?', 'this list'],
    ],
    close: 'Close',
    sections: 'Parts of this page',
    filter: 'Filter',
    filterHint: 'words of a row, such as 10.0.0.1 or web',
    onlyTrouble: 'Only trouble',
    apply: 'Apply',
    clear: 'Clear',
    filtered: 'Some rows are left out by the filter.',
    nothingMatches: 'No row matches the filter.',
    language: 'Language',
    theme: 'Colours',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    time: 'Go back in time',
    timeHint: '-5m, or 2026-11-20 09:30:00',
    at: 'Time (UTC)',
    compareWith: 'Compare with (UTC)',
    go: 'Show',
    back: 'Back to now',
    pastName: 'The past.',
    past: 'This is how it was at',
    comparedWith: 'What differs from then is marked; compared with',
    noComparison: 'Nothing is known of the time to compare with.',
    kept: 'Kept from',
    to: 'to',
    earlier: '1 min earlier',
    later: '1 min later',
    added: 'added',
    removed: 'removed',
    was: (before) => `was ${before}`,
    pages: (section) => `Pages of ${section}`,
    page: (page, pages) => `Page ${page} of ${pages}`,
    previous: 'Previous',
    next: 'Next',
    rows: (from, to, total) => `rows ${from} to ${to} of ${total}`,
    sparkline: (last, highest) => `last ${last}, highest ${highest} a second`,
    lastMinutes: 'Last 15 min',
    footer: (version) =>
      `vipscope ${version}. This page only reads: it changes nothing, and asks no other host.`,
    warnings: 'Warnings',
    noWarnings: 'Nothing to warn of.',
    severities: { critical: 'Critical', warning: 'Warning', notice: 'Notice' },
    severityCount: (severity, count) => `${count} ${SEVERITY_NOUNS[severity][count === 1 ? 0 : 1]}`,
    more: (count) => `And ${count} more.`,
    onNode: (node) => `on ${node}`,
    details: 'Show',
    graphs: 'Graphs',
    graphNames: {
      ipvs: 'IPVS: rates a second',
      haproxy: 'HAProxy: sessions at the moment',
      bind: 'BIND: requests a second',
      rcodes: 'BIND: answers a second by rcode',
    },
  },
  zh: {
    title: (node) => `${node} 上的 vipscope`,
    on: '节点',
    demoName: '演示。',
    demo: '所示内容均为录制数据，不会读取您的任何系统。',
    asOf: '截至',
    formats: '其他格式',
    skip: '跳到告警',
    pause: '暂停',
    keys: '快捷键',
    keysTitle: '本页快捷键',
    keysOn: '启用快捷键',
    keyNames: [
      ['/', '过滤'],
      ['w', '下一条告警'],
      ['g', '趋势图'],
      ['p', '暂停'],
      ['u', 'UTC 或本地时间'],
      ['?', '本列表'],
    ],
    close: '关闭',
    sections: '页面各部分',
    filter: '过滤',
    filterHint: '行中的词，如 10.0.0.1 或 web',
    onlyTrouble: '仅看异常',
    apply: '应用',
    clear: '清除',
    filtered: '部分行已被过滤。',
    nothingMatches: '没有符合过滤条件的行。',
    language: '语言',
    theme: '配色',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    time: '回看历史',
    timeHint: '-5m 或 2026-11-20 09:30:00',
    at: '时刻（UTC）',
    compareWith: '对比时刻（UTC）',
    go: '查看',
    back: '返回实时',
    pastName: '历史状态。',
    past: '当前显示的时刻：',
    comparedWith: '差异已标出，对比时刻：',
    noComparison: '没有对比时刻的数据。',
    kept: '保留范围',
    to: '至',
    earlier: '前 1 分钟',
    later: '后 1 分钟',
    added: '新增',
    removed: '已移除',
    was: (before) => `原为 ${before}`,
    pages: (section) => `${section} 分页`,
    page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
    previous: '上一页',
    next: '下一页',
    rows: (from, to, total) => `第 ${from}–${to} 行，共 ${total} 行`,
    sparkline: (last, highest) => `每秒最近 ${last}，最高 ${highest}`,
    lastMinutes: '近 15 分钟',
    footer: (version) => `vipscope ${version}。本页只读：不做任何更改，也不请求其他主机。`,
    warnings: '告警',
    noWarnings: '没有告警。',
    severities: { critical: '严重', warning: '警告', notice: '提示' },
    severityCount: (severity, count) =>
      `${count} ${{ critical: '严重', warning: '警告', notice: '提示' }[severity]}`,
    more: (count) => `另有 ${count} 条。`,
    onNode: (node) => `节点 ${node}`,
    details: '查看',
    graphs: '趋势图',
    graphNames: {
      ipvs: 'IPVS：每秒速率',
      haproxy: 'HAProxy：当前会话',
      bind: 'BIND：每秒请求',
      rcodes: 'BIND：每秒应答（按 rcode）',
    },
  },
};
