import type { StackEvent } from '../../model/stack-event.ts';
import { verdictText } from '../i18n/verdict-texts.ts';
import { warningText } from '../i18n/warning-texts.ts';
import { isoTime, isoTimeOfNs, optionalIsoTime } from '../iso-time.ts';
import type { Drift } from '../status/drift.ts';
import type { PeerStatus, StackStatus } from '../status/stack-status.ts';
import type { VipVerdict } from '../status/verdict.ts';
import type { Warning } from '../status/warning.ts';
import { hostXml } from './host-xml.ts';
import { block, element, type Xml } from './xml.ts';

/** Grows when an element or attribute changes its meaning or goes away; new ones do not change it. */
const STATUS_XML_VERSION = 1;

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/css" href="/assets/status-xml.css"?>
`;

/**
 * The whole status. Its IPVS tables have the elements of vs.xml, with attributes for what those do not tell. The CSS
 * that it names shows it in browsers, which give up XSLT. Times are UTC.
 */
export function statusXml(status: StackStatus): string {
  const attributes = {
    version: STATUS_XML_VERSION,
    node: status.node,
    demo: status.demo ? true : undefined,
    taken: isoTime(status.takenAtSeconds),
  };
  const parts = [
    block('warnings', {}, status.warnings.map(warningXml)),
    block('vips', {}, status.vips.map(vipXml)),
    block('drifts', {}, status.drifts.map(driftXml)),
    ...status.nodes.map(hostXml),
    block('peers', {}, status.peers.map(peerXml)),
    block('events', {}, status.events.map(eventXml)),
  ];
  return `${HEAD}${block('vipscope', attributes, parts).markup}\n`;
}

function warningXml(warning: Warning): Xml {
  const { severity, kind, node, subject, section, values } = warning;
  const named = Object.entries(values).map(([name, value]) => element('value', { name }, value));
  const sentence = element('sentence', {}, warningText(warning, 'en'));
  return element('warning', { severity, kind, node, subject, section }, sentence, ...named);
}

function vipXml(vip: VipVerdict): Xml {
  const { address, verdict, owners, sinceSeconds, claims, concerned } = vip;
  return block('vip', { address, verdict, since: optionalIsoTime(sinceSeconds) }, [
    ...owners.map((owner) => element('owner', {}, owner)),
    ...claims.map(({ director, instance, state, priority, sinceSeconds: since }) =>
      element('claim', { director, instance, state, priority, since: optionalIsoTime(since) }),
    ),
    ...concerned.map((name) => element('concerned', {}, name)),
    element('sentence', {}, verdictText(vip, 'en').advice),
  ]);
}

function driftXml({ virtual, real, what, values }: Drift): Xml {
  return element(
    'drift',
    { virtual, real, what },
    ...values.map(({ node, value }) => element('value', { name: node }, value)),
  );
}

function peerXml(peer: PeerStatus): Xml {
  const attributes = {
    url: peer.url,
    state: peer.state,
    node: peer.node,
    answered: optionalIsoTime(peer.answeredAtSeconds),
    'clock-offset-seconds': peer.clockOffsetSeconds,
    'clock-error-seconds': peer.clockErrorSeconds,
  };
  return element('peer', attributes, peer.reason);
}

/** The log line is its text. */
function eventXml({ id, timeNs, earliestNs, latestNs, line, ...event }: StackEvent): Xml {
  const { node, layer, source, kind, subject, from, to, tone, detail } = event;
  const times = {
    time: isoTimeOfNs(timeNs),
    'time-ns': String(timeNs),
    'earliest-ns': String(earliestNs),
    'latest-ns': String(latestNs),
  };
  return element('event', { id, ...times, node, layer, source, kind, subject, from, to, tone, detail }, line);
}
