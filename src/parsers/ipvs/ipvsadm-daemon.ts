import type { IpvsSyncDaemon } from '../../model/ipvs.ts';

const DAEMON = /^\s*(master|backup) sync daemon \(([^)]*)\)\s*$/;

/**
 * A line of `ipvsadm -L --daemon`: `master sync daemon (mcast=eth0, syncid=1, maxlen=1472, group=224.0.0.81,
 * port=8848, ttl=1)`; before ipvsadm 1.28 with mcast and syncid alone.
 */
export function readDaemonLine(line: string): IpvsSyncDaemon | undefined {
  const [, role, list] = DAEMON.exec(line) ?? [];
  if (list === undefined || (role !== 'master' && role !== 'backup')) return undefined;
  const values = new Map(
    list.split(', ').map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, Math.max(equals, 0)), pair.slice(equals + 1)] as const;
    }),
  );
  const syncId = number(values.get('syncid'));
  const maxLength = number(values.get('maxlen'));
  const group = values.get('group');
  const port = number(values.get('port'));
  const ttl = number(values.get('ttl'));
  return {
    role,
    interface: values.get('mcast') ?? '',
    ...(syncId !== undefined && { syncId }),
    ...(maxLength !== undefined && { maxLength }),
    ...(group !== undefined && { group }),
    ...(port !== undefined && { port }),
    ...(ttl !== undefined && { ttl }),
  };
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
