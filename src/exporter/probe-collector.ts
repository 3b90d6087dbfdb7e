import { isReportOf, type SourceReport } from '../model/snapshot.ts';
import type { AnyCollector } from './collector.ts';
import { createBindCollector } from './collectors/bind.ts';
import { createHaproxyCollector } from './collectors/haproxy.ts';
import type { ProbeModule } from './config/config.ts';
import { BIND_FAMILIES } from './metrics/bind.ts';
import { type TiedFamily, tieFamilies } from './metrics/exposition.ts';
import { HAPROXY_FAMILIES } from './metrics/haproxy.ts';

/** A collector for one target of /probe. Its source has no name, so that its series carry no source label. */
export function createProbeCollector(module: ProbeModule, url: string): AnyCollector {
  const { tls, timeoutMs, maxBytes, credentials } = module;
  const common = { name: '', url, tls, timeoutMs, maxBytes };
  return module.kind === 'haproxy'
    ? createHaproxyCollector({ ...common, kind: 'url', ...(credentials && { credentials }) })
    : createBindCollector({ ...common, kind: 'statistics-channel', zones: true });
}

/** The families of a probed subsystem. */
export function probeReportFamilies(report: SourceReport): readonly TiedFamily[] {
  if (isReportOf(report, 'haproxy')) return tieFamilies(HAPROXY_FAMILIES, [report]);
  return isReportOf(report, 'bind') ? tieFamilies(BIND_FAMILIES, [report]) : [];
}
