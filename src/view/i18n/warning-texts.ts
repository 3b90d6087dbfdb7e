import type { Warning } from '../status/warning.ts';
import { WARNING_KINDS, type WarningKind } from '../status/warnings/warnings.ts';
import type { ByLanguage, Language } from './language.ts';
import { isVerdictKind, verdictText } from './verdict-texts.ts';

/** Gives a value of a warning as text; '' where there is none. */
type Value = (name: string) => string;
type Texts = Readonly<Record<WarningKind, (value: Value, language: Language) => string>>;

const WARNING_TEXTS: ByLanguage<Texts> = {
  en: {
    'vip-verdict': (value, language) => `${value('address')}: ${verdictSentence(value, language)}`,
    'virtual-server-dead': (value) =>
      value('count') === '0'
        ? `Virtual server ${value('virtual')} has no real server.`
        : `Virtual server ${value('virtual')} has no live real server: all ${value('count')} have weight 0.`,
    'table-drift': (value) =>
      `The directors' tables have ${plural(value, 'difference')} at ${value('virtual')}: ${value('names')}.`,
    'real-server-gone': (value) =>
      `${value('real')} was removed from ${value('virtual')} within the last minutes.`,
    'real-server-weight-zero': (value) =>
      `${value('count')} of the real servers of ${value('virtual')} with weight 0, which get no new connections: ${value('names')}.`,
    'quorum-lost': (value) =>
      `keepalived on ${value('director')} has lost the quorum of ${value('virtual')}.`,
    'vrrp-fault': (value) => `VRRP instance ${value('instance')} on ${value('director')} is in FAULT.`,
    'keepalived-stopped': (value) => `keepalived on ${value('director')} is not running.`,
    'real-servers-removed': (value) =>
      `keepalived on ${value('director')} has taken ${value('count')} of ${value('total')} real servers out of ${value('virtual')}: ${value('names')}.`,
    'vrrp-flapping': (value) =>
      `VRRP instance ${value('instance')} (${value('source')}) changed its state ${value('count')} times in ${minutes(value)} minutes.`,
    'vrrp-conflict': (value) =>
      `VRRP instance ${value('instance')} (${value('source')}) had ${plural(value, 'conflict')} of late: ${value('reason')}.`,
    'haproxy-backend-down': (value) =>
      `HAProxy ${value('source')}: backend ${value('proxy')} is ${value('status')}; nothing serves it.`,
    'haproxy-down': (value) =>
      value('server') === ''
        ? `HAProxy ${value('source')}: ${value('count')} of ${value('total')} servers of ${value('proxy')} are down: ${value('names')}.`
        : `HAProxy ${value('source')}: server ${value('proxy')}/${value('server')} is ${value('status')}${inParentheses(value('reason'))}.`,
    'haproxy-sessions-near-limit': (value) =>
      `HAProxy ${value('source')}: ${value('proxy')}/${value('row')} has ${value('value')} sessions of at most ${value('limit')}.`,
    'haproxy-queue-near-limit': (value) =>
      `HAProxy ${value('source')}: ${value('value')} requests wait for ${value('proxy')}/${value('row')}, of at most ${value('limit')}.`,
    'bind-servfail': (value) => `BIND ${value('source')} answers ${value('percent')} % with SERVFAIL.`,
    'bind-stale': (value) =>
      `BIND ${value('source')} last wrote its statistics ${minutes(value)} minutes ago, while others write theirs.`,
    'source-failed': (value) => `${value('subject')} could not be read: ${value('reason')}`,
    'source-problems': (value) =>
      `${value('subject')}: ${plural(value, 'line')} not understood; the first: ${value('reason')}`,
    'peer-dead': (value) => `Peer ${value('peer')} does not answer: ${value('reason')}`,
    'clock-apart': (value) =>
      `The clock of ${value('peer')} is ${value('seconds').replace('-', '')} s ${value('seconds').startsWith('-') ? 'behind' : 'ahead of'} ours; times of its events are not those of ours.`,
    'more-warnings': (value) => `Not shown: ${plural(value, 'more warning')}.`,
  },
  zh: {
    'vip-verdict': (value, language) => `${value('address')}：${verdictSentence(value, language)}`,
    'virtual-server-dead': (value) =>
      value('count') === '0'
        ? `虚拟服务 ${value('virtual')} 下没有真实服务器。`
        : `虚拟服务 ${value('virtual')} 没有可用的真实服务器：${value('count')} 台权重全部为 0。`,
    'table-drift': (value) =>
      `各调度器的转发表在 ${value('virtual')} 上有 ${value('count')} 处不一致：${value('names')}。`,
    'real-server-gone': (value) => `${value('real')} 在最近几分钟内被移出 ${value('virtual')}。`,
    'real-server-weight-zero': (value) =>
      `${value('virtual')} 有 ${value('count')} 台真实服务器权重为 0，不再接受新连接：${value('names')}。`,
    'quorum-lost': (value) =>
      `${value('director')} 上的 keepalived：${value('virtual')} 低于法定数（quorum）。`,
    'vrrp-fault': (value) => `${value('director')} 上的 VRRP 实例 ${value('instance')} 处于 FAULT 状态。`,
    'keepalived-stopped': (value) => `${value('director')} 上的 keepalived 未运行。`,
    'real-servers-removed': (value) =>
      `${value('director')} 上的 keepalived 已从 ${value('virtual')} 摘除 ${value('count')} 台真实服务器（共 ${value('total')} 台）：${value('names')}。`,
    'vrrp-flapping': (value) =>
      `VRRP 实例 ${value('instance')}（${value('source')}）在 ${minutes(value)} 分钟内切换状态 ${value('count')} 次。`,
    'vrrp-conflict': (value) =>
      `VRRP 实例 ${value('instance')}（${value('source')}）最近出现 ${value('count')} 次冲突：${value('reason')}。`,
    'haproxy-backend-down': (value) =>
      `HAProxy ${value('source')}：后端 ${value('proxy')} 状态为 ${value('status')}，无可用服务器。`,
    'haproxy-down': (value) =>
      value('server') === ''
        ? `HAProxy ${value('source')}：${value('proxy')} 有 ${value('count')} 台服务器宕机（共 ${value('total')} 台）：${value('names')}。`
        : `HAProxy ${value('source')}：服务器 ${value('proxy')}/${value('server')} 状态为 ${value('status')}${inParentheses(value('reason'))}。`,
    'haproxy-sessions-near-limit': (value) =>
      `HAProxy ${value('source')}：${value('proxy')}/${value('row')} 当前会话 ${value('value')}，接近上限 ${value('limit')}。`,
    'haproxy-queue-near-limit': (value) =>
      `HAProxy ${value('source')}：${value('proxy')}/${value('row')} 排队请求 ${value('value')}，接近上限 ${value('limit')}。`,
    'bind-servfail': (value) => `BIND ${value('source')} 有 ${value('percent')} % 的应答为 SERVFAIL。`,
    'bind-stale': (value) =>
      `BIND ${value('source')} 的统计已 ${minutes(value)} 分钟未更新，而其他 BIND 正常更新。`,
    'source-failed': (value) => `无法读取 ${value('subject')}：${value('reason')}`,
    'source-problems': (value) =>
      `${value('subject')}：有 ${value('count')} 行无法解析，第一处：${value('reason')}`,
    'peer-dead': (value) => `对端 ${value('peer')} 无应答：${value('reason')}`,
    'clock-apart': (value) =>
      `${value('peer')} 的时钟比本机${value('seconds').startsWith('-') ? '慢' : '快'} ${value('seconds').replace('-', '')} 秒，其事件时间与本机不可直接对照。`,
    'more-warnings': (value) => `另有 ${value('count')} 条告警未显示。`,
  },
};

/** The sentence of a warning; of a kind that this version does not know, a peer's, what it is about. */
export function warningText(warning: Warning, language: Language): string {
  const { kind, subject, values } = warning;
  const known = WARNING_KINDS.find((each) => each === kind);
  if (known === undefined) return `${kind}: ${subject}`;
  const value: Value = (name) => {
    if (Object.hasOwn(values, name)) return String(values[name]);
    return name === 'subject' ? subject : '';
  };
  return WARNING_TEXTS[language][known](value, language);
}

function verdictSentence(value: Value, language: Language): string {
  const names = (text: string): string[] => (text === '' ? [] : text.split(', '));
  const verdict = value('verdict');
  if (!isVerdictKind(verdict)) return verdict;
  const { name, advice } = verdictText(
    {
      address: value('address'),
      verdict,
      owners: names(value('owners')),
      concerned: names(value('concerned')),
      claims: [],
    },
    language,
  );
  return language === 'zh' ? `${name}。${advice}` : `${name}. ${advice}`;
}

function inParentheses(text: string): string {
  return text === '' ? '' : ` (${text})`;
}

function plural(value: Value, noun: string): string {
  return `${value('count')} ${noun}${value('count') === '1' ? '' : 's'}`;
}

function minutes(value: Value): string {
  return String(Math.round(Number(value('seconds')) / 60));
}
