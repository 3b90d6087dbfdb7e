import { isoTime, optionalIsoTime } from '../iso-time.ts';
import type { KeepalivedStatus, NodeStatus, SourceStatus, VipStatus } from '../status/node-status.ts';
import { bindXml } from './bind-xml.ts';
import { haproxyXml } from './haproxy-xml.ts';
import { ipvsXml } from './ipvs-xml.ts';
import { block, element, type Xml } from './xml.ts';

/** One node of the stack. Its element is not `node`, which is a real server since monitor.py. */
export function hostXml(node: NodeStatus): Xml {
  const attributes = {
    name: node.node,
    demo: node.demo ? true : undefined,
    taken: isoTime(node.takenAtSeconds),
  };
  return block('host', attributes, [
    block('sources', {}, node.sources.map(sourceXml)),
    block('addresses', {}, [
      ...node.vips.map(watchedXml),
      ...node.hostAddresses.map((address) => element('address', {}, address)),
    ]),
    ...node.keepaliveds.map(keepalivedXml),
    node.ipvs === undefined ? undefined : ipvsXml(node.ipvs),
    ...node.haproxys.map(haproxyXml),
    ...node.binds.map(bindXml),
  ]);
}

/** Why it has no values, and the first of what it could not use. */
function sourceXml(source: SourceStatus): Xml {
  const attributes = {
    subsystem: source.subsystem,
    source: source.source,
    target: source.target,
    state: source.state,
    'duration-seconds': source.durationSeconds,
    finished: isoTime(source.finishedAtSeconds),
    problems: source.problemCount,
  };
  const problems = source.problems.map(({ line, reason, text }) =>
    element('problem', { line, reason }, text),
  );
  return element(
    'source',
    attributes,
    source.reason === undefined ? undefined : element('reason', {}, source.reason),
    ...problems,
  );
}

function watchedXml({ address, role, on }: VipStatus): Xml {
  const places = on.map(({ interface: name, label, address: there, prefixLength, scope, secondary }) =>
    element('on', {
      interface: name,
      label,
      address: there,
      'prefix-length': prefixLength,
      scope,
      secondary,
    }),
  );
  return element('watched', { address, role }, ...places);
}

function keepalivedXml(keepalived: KeepalivedStatus): Xml {
  const { source, running, version, instances, scripts, realServers, quorums } = keepalived;
  return block('keepalived', { source, running, version }, [
    ...instances.map(({ name, state, priority, sinceSeconds, vips, lastGarpSeconds }) =>
      element(
        'instance',
        {
          name,
          state,
          priority,
          since: optionalIsoTime(sinceSeconds),
          'last-garp': optionalIsoTime(lastGarpSeconds),
        },
        ...vips.map((address) => element('address', {}, address)),
      ),
    ),
    ...scripts.map(({ name, up }) => element('script', { name, up })),
    ...realServers.map(({ virtual, real, up, lastChangeSeconds }) =>
      element('checked', { virtual, real, up, 'last-change': optionalIsoTime(lastChangeSeconds) }),
    ),
    ...quorums.map(({ virtual, up }) => element('quorum', { virtual, up })),
  ]);
}
