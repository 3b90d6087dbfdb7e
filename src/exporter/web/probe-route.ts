import type { FastifyInstance } from 'fastify';
import type { SourceReport } from '../../model/snapshot.ts';
import type { AnyCollector } from '../collector.ts';
import type { Config, ProbeModule } from '../config/config.ts';
import { createLog, type Log } from '../log.ts';
import { renderExposition, type TiedFamily, tieFamilies } from '../metrics/exposition.ts';
import { PROBE_FAMILIES } from '../metrics/probe.ts';
import { negotiateFormat } from './accept.ts';
import { PLAIN_TEXT, sendText } from './answers.ts';
import { sendExposition } from './exposition-reply.ts';
import { createInFlight } from './in-flight.ts';
import { probeDebugText } from './probe-debug.ts';
import { probeOnce } from './probe-once.ts';
import { readProbeQuestion } from './probe-question.ts';
import { scrapeDeadlineMs } from './scrape-deadline.ts';

const MOST_AT_ONCE = 20;
const LOG_LINES_KEPT = 1000;

export interface ProbeRouteDependencies {
  /** The configuration in use, which a reload replaces. */
  readonly config: () => Pick<Config, 'probe'>;
  /** A collector of the module's kind for one URL, with the source name ''; the log is this probe's own. */
  readonly createProbeCollector: (module: ProbeModule, url: string, log: Log) => AnyCollector;
  /** The families of the report's subsystem, bound to this report alone. */
  readonly reportFamilies: (report: SourceReport) => readonly TiedFamily[];
  readonly log: Log;
  readonly nowMs: () => number;
}

/** GET /probe?module=…&target=…: one collection of a target that the module's allow list admits. */
export function addProbeRoute(app: FastifyInstance, dependencies: ProbeRouteDependencies): void {
  const { config, createProbeCollector, reportFamilies, log, nowMs } = dependencies;
  const inFlight = createInFlight(MOST_AT_ONCE);

  app.get<{ Querystring: Record<string, unknown> }>('/probe', async (request, reply) => {
    const question = readProbeQuestion(request.query, config().probe);
    if (question.kind === 'refused') return sendText(reply, question.status, question.reason);
    if (!inFlight.admit(request.raw, reply.raw)) {
      return sendText(reply.header('retry-after', '1'), 503, `${MOST_AT_ONCE} probes are under way already.`);
    }
    const { module, url, debug } = question;
    const logLines: string[] = [];
    const probeLog = logTo(logLines, nowMs);
    const header = request.headers['x-prometheus-scrape-timeout-seconds'];
    const deadlineMs = scrapeDeadlineMs(header, module.timeoutMs);

    probeLog.info({ target: url, timeout_seconds: deadlineMs / 1000 }, 'probe begins');
    const report = await probeOnce(createProbeCollector(module, url, probeLog), deadlineMs, nowMs);
    probeLog.info({ outcome: report.outcome.kind, duration_seconds: report.durationSeconds }, 'probe ended');

    const families = [...tieFamilies(PROBE_FAMILIES, report), ...reportFamilies(report)];
    if (!debug) {
      const format = negotiateFormat(request.headers.accept);
      return sendExposition(request, reply, renderExposition(families, format), format, log);
    }
    const metrics = renderExposition(families, 'prometheus');
    const view = { moduleName: module.name, url, report, logLines, metrics };
    return reply
      .type(PLAIN_TEXT)
      .header('cache-control', 'no-store')
      .send(wholeText(probeDebugText(view)));
  });
}

function logTo(lines: string[], nowMs: () => number): Log {
  const write = (line: string): void => {
    if (lines.length < LOG_LINES_KEPT) lines.push(line);
  };
  return createLog({ level: 'debug', format: 'logfmt', write, nowMs });
}

/** Debug text is for one person's eyes, so that it may be held whole. */
function wholeText(parts: Iterable<string>): string {
  return [...parts].join('');
}
