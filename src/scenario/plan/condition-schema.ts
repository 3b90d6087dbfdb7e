import { EVENT_LAYERS } from '../../model/stack-event.ts';
import type { VerdictKind } from '../../view/status/verdict.ts';
import { named, section } from '../../yaml/sections.ts';
import { checkedText, ipAddress, oneOf, plainText, wholeNumber } from '../../yaml/values.ts';
import { ALERT_STATES } from './condition.ts';
import { comparison, scalar } from './values.ts';

const VERDICTS = [
  'ok',
  'contested',
  'split-brain',
  'no-owner',
  'owner-without-table',
  'owner-but-dead',
  'stale-arp-risk',
  'real-server-without-vip',
  'unknown',
] as const satisfies readonly VerdictKind[];

const vipscopeName = () => plainText('write a name that vipscopes has');
const word = () => plainText('write text, in quotes if it is a number');
const labels = () =>
  named(word(), 'write a mapping of labels to their values, such as {instance: VI_1}').optional();

/** What can be true of the stack; one of these keys. */
export const conditionShape = {
  verdict: section({
    vipscope: vipscopeName().optional(),
    vip: ipAddress(),
    is: oneOf(VERDICTS).optional(),
    never: oneOf(VERDICTS).optional(),
  }).optional(),
  event: section({
    node: word().optional(),
    layer: oneOf(EVENT_LAYERS).optional(),
    source: word().optional(),
    kind: word().optional(),
    subject: word().optional(),
    from: word().optional(),
    to: word().optional(),
    count: wholeNumber(0, 10_000).optional(),
    since: plainText('write the name of a step').optional(),
  }).optional(),
  metric: section({
    vipscope: vipscopeName(),
    name: checkedText('write the name of a metric, such as vipscope_vip_owner', (text) =>
      /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(text),
    ),
    labels: labels(),
    is: comparison(),
  }).optional(),
  alert: section({ name: word(), labels: labels(), is: oneOf(ALERT_STATES).optional() }).optional(),
  status: section({
    vipscope: vipscopeName(),
    path: checkedText('write a JSON Pointer, such as /vips/0/owners/0', (text) => text.startsWith('/')),
    is: scalar(),
  }).optional(),
};

export const CONDITION_KEYS = Object.keys(conditionShape);
