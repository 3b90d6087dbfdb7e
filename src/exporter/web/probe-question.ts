import type { ProbeModule } from '../config/config.ts';
import { createAllowList } from './allow-list.ts';
import { parseProbeTarget } from './probe-target.ts';
import { quoted } from './quoted.ts';

export type ProbeQuestion =
  | { readonly kind: 'probe'; readonly module: ProbeModule; readonly url: string; readonly debug: boolean }
  | { readonly kind: 'refused'; readonly status: 400 | 403; readonly reason: string };

/** Reads the query of /probe and decides whether the target may be asked. */
export function readProbeQuestion(
  query: Readonly<Record<string, unknown>>,
  modules: readonly ProbeModule[],
): ProbeQuestion {
  const refused = (status: 400 | 403, reason: string): ProbeQuestion => ({ kind: 'refused', status, reason });
  const { module: name, target, debug } = query;
  if ([name, target, debug].some(Array.isArray)) {
    return refused(400, 'module, target and debug may each be given once');
  }
  const module = modules.find((one) => one.name === name);
  if (module === undefined) return refused(400, noModule(name, modules));
  if (typeof target !== 'string' || target === '') {
    return refused(400, `target is missing: /probe?module=${module.name}&target=host:port`);
  }
  const parsed = parseProbeTarget(target, module.kind);
  if (parsed.kind === 'wrong') return refused(400, parsed.reason);
  if (!createAllowList(module.allow)(parsed.host)) {
    return refused(
      403,
      `target ${quoted(target)} is not admitted: add its host ${quoted(parsed.host)} to probe.modules.${module.name}.allow in the configuration`,
    );
  }
  return { kind: 'probe', module, url: parsed.url, debug: debug === 'true' };
}

function noModule(name: unknown, modules: readonly ProbeModule[]): string {
  if (modules.length === 0) {
    return 'no probe module is configured: add one with its list "allow" under probe.modules in the configuration';
  }
  const known = modules.map((module) => `"${module.name}"`).join(', ');
  return typeof name === 'string' && name !== ''
    ? `there is no probe module ${quoted(name)}; known ones: ${known}`
    : `module is missing; known ones: ${known}`;
}
