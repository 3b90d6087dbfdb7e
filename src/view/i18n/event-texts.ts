import type { EventLayer, EventTone } from '../../model/stack-event.ts';
import type { ByLanguage } from './language.ts';

export interface EventTexts {
  readonly title: string;
  readonly none: string;
  readonly summary: (shown: string) => string;
  readonly all: string;
  readonly time: string;
  readonly layer: string;
  readonly subject: string;
  readonly change: string;
  readonly line: string;
  readonly layers: Readonly<Record<EventLayer, string>>;
  /** By {@link import('../../model/stack-event.ts').StackEvent} kinds; one that is not here is written as it is. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly becomes: string;
  readonly tones: Readonly<Record<EventTone, string>>;
}

export const EVENT_TEXTS: ByLanguage<EventTexts> = {
  en: {
    title: 'Timeline',
    none: 'Nothing has changed since vipscope began to look.',
    summary: (shown) => `the latest ${shown}`,
    all: 'all events',
    time: 'Time',
    layer: 'Layer',
    subject: 'What',
    change: 'Change',
    line: 'Log line',
    layers: {
      vrrp: 'VRRP',
      keepalived: 'keepalived',
      ipvs: 'IPVS',
      haproxy: 'HAProxy',
      bind: 'BIND',
      vip: 'VIP',
      source: 'Source',
      peer: 'Peer',
    },
    kinds: {
      restart: 'restarted',
      garp: 'gratuitous ARP',
      'priority-zero': 'priority 0',
      'sync-group': 'sync group',
      'sorry-server': 'sorry server',
      'child-died': 'child died',
      'shut-down': 'shut down',
    },
    becomes: 'to',
    tones: { bad: 'worse', good: 'better', neutral: 'changed' },
  },
  zh: {
    title: '时间线',
    none: '自 vipscope 开始观察以来没有变化。',
    summary: (shown) => `最近 ${shown} 条`,
    all: '全部事件',
    time: '时间',
    layer: '层',
    subject: '对象',
    change: '变化',
    line: '日志行',
    layers: {
      vrrp: 'VRRP',
      keepalived: 'keepalived',
      ipvs: 'IPVS',
      haproxy: 'HAProxy',
      bind: 'BIND',
      vip: 'VIP',
      source: '数据源',
      peer: '对端',
    },
    kinds: {
      state: '状态',
      added: '加入',
      removed: '移除',
      weight: '权重',
      quorum: '法定数',
      check: '检查',
      script: '脚本',
      priority: '优先级',
      restart: '重启',
      scheduler: '调度算法',
      flags: '标志',
      forward: '转发方式',
      serial: '序列号',
      role: '角色',
      election: '选举',
      fault: '故障',
      garp: '免费 ARP',
      'priority-zero': '优先级 0',
      conflict: '冲突',
      'sync-group': '同步组',
      interface: '网卡',
      tracked: '跟踪对象',
      enabled: '启用',
      disabled: '停用',
      'shut-down': '关闭',
      'sorry-server': '备用服务器',
      'child-died': '子进程退出',
      started: '启动',
      stopped: '停止',
      reloaded: '重新加载',
    },
    becomes: '变为',
    tones: { bad: '变差', good: '好转', neutral: '变化' },
  },
};
