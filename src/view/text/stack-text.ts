import { verdictText } from '../i18n/verdict-texts.ts';
import { warningText } from '../i18n/warning-texts.ts';
import type { Drift } from '../status/drift.ts';
import type { PeerStatus } from '../status/stack-status.ts';
import { PEER_TONES, SEVERITY_TONES, VERDICT_TONES } from '../status/tones.ts';
import type { VipVerdict } from '../status/verdict.ts';
import type { Warning } from '../status/warning.ts';
import { clock, number } from './cells.ts';
import { left, painted, right, type TextCell, type TextStyle, textTable } from './text-table.ts';

/** What somebody should look at, the worst first; that there is nothing is told too. */
export function warningsText(warnings: readonly Warning[], style: TextStyle): string {
  if (warnings.length === 0) return `${painted('No warnings.', 'good', style.colour)}\n`;
  const rows = warnings.map((warning) => [
    { text: warning.severity.toUpperCase(), tone: SEVERITY_TONES[warning.severity] },
    warning.node,
    warningText(warning, 'en'),
  ]);
  return textTable([left('WARNING'), left('NODE'), left('WHAT')], rows, style);
}

/** Each virtual IP with its verdict, and below it the instances that may hold it; what to look at is a warning. */
export function vipsText(vips: readonly VipVerdict[], style: TextStyle): string {
  const columns = [left('VIP'), left('VERDICT'), left('HELD BY'), right('PRIORITY'), left('SINCE')];
  return textTable(columns, vips.flatMap(vipRows), style);
}

function vipRows(vip: VipVerdict): TextCell[][] {
  const { address, verdict, owners, sinceSeconds, claims } = vip;
  const tone = VERDICT_TONES[verdict];
  return [
    [
      { text: address, tone },
      { text: verdictText(vip, 'en').name, tone },
      verdict === 'no-owner' ? 'nobody' : owners.join(' '),
      '',
      clock(sinceSeconds),
    ],
    ...claims.map((claim) => [
      `  ${claim.instance}`,
      claim.state ?? 'unknown',
      claim.director,
      number(claim.priority),
      clock(claim.sinceSeconds),
    ]),
  ];
}

/** Where the tables of two directors differ. */
export function driftsText(drifts: readonly Drift[], style: TextStyle): string {
  const rows = drifts.map(({ virtual, real, what, values }) => [
    { text: virtual, tone: 'warn' as const },
    real ?? '',
    what,
    values.map(({ node, value }) => `${node}: ${value || 'nothing'}`).join(', '),
  ]);
  return textTable([left('DIFFERS'), left('REAL SERVER'), left('IN'), left('VALUES')], rows, style);
}

export function peersText(peers: readonly PeerStatus[], style: TextStyle): string {
  const rows = peers.map(({ url, node, state, answeredAtSeconds, reason }) => [
    url,
    node ?? '',
    { text: state, tone: PEER_TONES[state] },
    clock(answeredAtSeconds),
    reason ?? '',
  ]);
  return textTable([left('PEER'), left('NODE'), left('STATE'), left('ANSWERED'), left('')], rows, style);
}
