import type { VerdictKind, VipVerdict } from '../status/verdict.ts';
import type { ByLanguage, Language } from './language.ts';

export interface VerdictText {
  readonly name: string;
  /** What to look at, in a sentence. Commands only look. */
  readonly advice: string;
}

type Texts = Readonly<
  Record<VerdictKind, { readonly name: string; readonly advice: (verdict: VipVerdict) => string }>
>;

const VERDICT_TEXTS: ByLanguage<Texts> = {
  en: {
    ok: {
      name: 'OK',
      advice: ({ owners }) => `Held by ${owners.join(', ')}; nothing contradicts it.`,
    },
    contested: {
      name: 'contested',
      advice: ({ address }) =>
        `More than one director claims ${address}, or one that claims it does not have it yet; an election takes a few seconds. If this stays, look at "ip address" and at keepalived's log on each director, and at "tcpdump -ni IFACE vrrp", where one sender only should be seen.`,
    },
    'split-brain': {
      name: 'split brain',
      advice: ({ address, owners }) =>
        `${owners.join(' and ')} hold ${address} at the same time. Look whether each sees the other's advertisements ("tcpdump -ni IFACE vrrp"), at firewalls for protocol 112, and at virtual_router_id and password on both; a director that died leaves MASTER as the last word of its log, so look at "ip address" there too.`,
    },
    'no-owner': {
      name: 'no owner',
      advice: ({ address }) =>
        `No director has ${address}, so nobody answers for it. Look at "systemctl status keepalived" and at keepalived's log on each director: a tracked script or interface in FAULT, or a priority that no election follows.`,
    },
    'owner-without-table': {
      name: 'owner without table',
      advice: ({ address, owners }) =>
        `${owners.join(', ')} holds ${address} and its IPVS has no virtual server for it: packets arrive and go nowhere. Compare "ipvsadm -Ln" on both directors, and look whether keepalived's checker process runs and its configuration has the virtual_server block.`,
    },
    'owner-but-dead': {
      name: 'owner but dead',
      advice: ({ address, owners, concerned }) =>
        `${owners.join(', ')} answers ping on ${address}, and nothing behind it can answer${
          concerned.length === 0 ? '' : ` (${concerned.join(', ')})`
        }. Look at the weights in "ipvsadm -Ln", at the health checks in keepalived's log, at "ip address show lo" on real servers reached by Route or Tunnel, and at the backends of HAProxy.`,
    },
    'stale-arp-risk': {
      name: 'stale ARP risk',
      advice: ({ address, owners }) =>
        `The election for ${address} was contested, and no gratuitous ARP of ${owners.join(', ')} was seen since: neighbours may still send to the one that lost. Look at "ip neighbour show ${address}" on the gateway and on clients, and compare with "ip link" of the owner.`,
    },
    'real-server-without-vip': {
      name: 'real server without VIP',
      advice: ({ address, concerned }) =>
        `${concerned.join(', ')} gets traffic for ${address} and does not have that address, so that it drops its share. Look there at "ip address show lo" (or tunl0), and at "sysctl net.ipv4.conf.all.arp_ignore net.ipv4.conf.all.arp_announce", which should be 1 and 2.`,
    },
    unknown: {
      name: 'unknown',
      advice: ({ address, concerned }) =>
        `Nothing that is read tells who holds ${address}${
          concerned.length === 0 ? '' : ` (not known: ${concerned.join(', ')})`
        }. A director that stands by cannot know it: let vipscope read the other director too (peers, or its keepalived log), or look at "ip address" there.`,
    },
  },
  zh: {
    ok: {
      name: '正常',
      advice: ({ owners }) => `由 ${owners.join('、')} 持有，各项信息一致。`,
    },
    contested: {
      name: '争用中',
      advice: ({ address }) =>
        `不止一台调度器声称持有 ${address}，或声称持有者尚未配上该地址；选举通常只需几秒。若持续如此，请在各调度器上查看 "ip address" 和 keepalived 日志，并用 "tcpdump -ni 网卡 vrrp" 确认只有一台在发通告。`,
    },
    'split-brain': {
      name: '脑裂',
      advice: ({ address, owners }) =>
        `${owners.join(' 和 ')} 同时持有 ${address}。请用 "tcpdump -ni 网卡 vrrp" 查看双方能否收到对方的通告，检查防火墙是否放行协议号 112，并核对两边的 virtual_router_id 和密码；宕机的调度器日志最后一句仍是 MASTER，所以也要到那台上看 "ip address"。`,
    },
    'no-owner': {
      name: '无人持有',
      advice: ({ address }) =>
        `没有调度器持有 ${address}，该地址无人应答。请在各调度器上查看 "systemctl status keepalived" 和 keepalived 日志：跟踪脚本或网卡是否使实例进入 FAULT，优先级是否导致无法选出 MASTER。`,
    },
    'owner-without-table': {
      name: '持有但无转发表',
      advice: ({ address, owners }) =>
        `${owners.join('、')} 持有 ${address}，但其 IPVS 中没有对应的虚拟服务：报文到达后无处可去。请对比两台调度器的 "ipvsadm -Ln"，并查看 keepalived 的健康检查进程是否在运行（配置中的 virtual_server 块）。`,
    },
    'owner-but-dead': {
      name: '持有但服务不可用',
      advice: ({ address, owners, concerned }) =>
        `${owners.join('、')} 上的 ${address} 能 ping 通，但后面没有可应答的服务${
          concerned.length === 0 ? '' : `（${concerned.join('、')}）`
        }。请查看 "ipvsadm -Ln" 中的权重、keepalived 日志中的健康检查；以 Route 或 Tunnel 转发的真实服务器请看 "ip address show lo"；另请查看 HAProxy 的后端。`,
    },
    'stale-arp-risk': {
      name: 'ARP 可能过期',
      advice: ({ address, owners }) =>
        `${address} 的选举曾出现争用，此后未见 ${owners.join('、')} 发送免费 ARP：邻居可能仍把流量发给落选的一台。请在网关和客户端查看 "ip neighbour show ${address}"，并与持有者的 "ip link" 对比 MAC 地址。`,
    },
    'real-server-without-vip': {
      name: '真实服务器缺少 VIP',
      advice: ({ address, concerned }) =>
        `${concerned.join('、')} 会收到发往 ${address} 的流量，但没有配置该地址，分到的请求会被丢弃。请在其上查看 "ip address show lo"（或 tunl0），以及 "sysctl net.ipv4.conf.all.arp_ignore net.ipv4.conf.all.arp_announce"，应分别为 1 和 2。`,
    },
    unknown: {
      name: '未知',
      advice: ({ address, concerned }) =>
        `现有信息无法判断 ${address} 由谁持有${
          concerned.length === 0 ? '' : `（情况不明：${concerned.join('、')}）`
        }。备机自己无从得知：请让 vipscope 也读取另一台调度器（peers 或其 keepalived 日志），或到那台上查看 "ip address"。`,
    },
  },
};

export function isVerdictKind(text: string): text is VerdictKind {
  return Object.hasOwn(VERDICT_TEXTS.en, text);
}

/** The name of a verdict, and what it says to look at. */
export function verdictText(verdict: VipVerdict, language: Language): VerdictText {
  const { name, advice } = VERDICT_TEXTS[language][verdict.verdict];
  return { name, advice: advice(verdict) };
}
