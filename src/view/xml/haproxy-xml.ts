import { optionalIsoTime } from '../iso-time.ts';
import type { HaproxyInstanceStatus, HaproxyProxyStatus, HaproxyRowStatus } from '../status/node-status.ts';
import { block, element, type Xml } from './xml.ts';

/** A HAProxy, by proxies as its own statistics page has them. */
export function haproxyXml({ source, version, uptimeSeconds, proxies }: HaproxyInstanceStatus): Xml {
  return block('haproxy', { source, version, 'uptime-seconds': uptimeSeconds }, proxies.map(proxyXml));
}

function proxyXml({ name, mode, rows }: HaproxyProxyStatus): Xml {
  return block('proxy', { name, mode }, rows.map(rowXml));
}

/** Cells by HAProxy's names of columns, which may be any and so are no names of elements. */
function rowXml(row: HaproxyRowStatus): Xml {
  const { key, scope, name, status, health, sinceSeconds, lastSessionSeconds, downtimeSeconds } = row;
  const attributes = {
    ...{ key, scope, name, status, health },
    since: optionalIsoTime(sinceSeconds),
    'last-session': optionalIsoTime(lastSessionSeconds),
    'downtime-seconds': downtimeSeconds,
  };
  const named = Object.entries(row.cells).map(([column, value]) => element('cell', { name: column }, value));
  return element('row', attributes, ...named);
}
