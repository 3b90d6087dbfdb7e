import type { ByLanguage } from './language.ts';

export interface VipTexts {
  readonly title: string;
  readonly none: string;
  readonly owner: string;
  readonly nobody: string;
  readonly since: string;
  /** How long a state has lasted. */
  readonly lasting: string;
  readonly instance: string;
  readonly director: string;
  readonly state: string;
  readonly priority: string;
  readonly noClaims: string;
}

export const VIP_TEXTS: ByLanguage<VipTexts> = {
  en: {
    title: 'Virtual IPs',
    none: 'No virtual IP is watched.',
    owner: 'Held by',
    nobody: 'nobody',
    since: 'since',
    lasting: 'For',
    instance: 'Instance',
    director: 'Director',
    state: 'State',
    priority: 'Priority',
    noClaims: 'No VRRP instance is known for it.',
  },
  zh: {
    title: '虚拟 IP',
    none: '未监视任何虚拟 IP。',
    owner: '持有者',
    nobody: '无',
    since: '自',
    lasting: '已持续',
    instance: '实例',
    director: '调度器',
    state: '状态',
    priority: '优先级',
    noClaims: '没有与其相关的 VRRP 实例。',
  },
};
