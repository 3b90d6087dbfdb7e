import type { FastifyInstance } from 'fastify';
import { statusCsv } from '../../view/csv/status-csv.ts';
import { parsePageTime } from '../../view/page/query/page-time.ts';
import { nodeJson, statusJson } from '../../view/status/document/document.ts';
import type { StackStatus } from '../../view/status/stack-status.ts';
import type { TimeRange } from '../../view/time-range.ts';
import { statusXml } from '../../view/xml/status-xml.ts';
import { vsXml } from '../../view/xml/vs-xml.ts';
import { sendText } from './answers.ts';
import { outOfRange } from './out-of-range.ts';
import { quoted } from './quoted.ts';
import { searchOf } from './search-of.ts';
import type { Turns } from './turns.ts';
import { sendWhole } from './whole-reply.ts';

interface Form {
  readonly contentType: string;
  readonly render: (status: StackStatus) => string;
}

/** The same status in every form; `?at=` gives it as it was. */
const FORMS: Readonly<Record<string, Form>> = {
  '/status.json': { contentType: 'application/json; charset=utf-8', render: statusJson },
  '/status.xml': { contentType: 'application/xml; charset=utf-8', render: statusXml },
  '/status.csv': { contentType: 'text/csv; charset=utf-8; header=present', render: statusCsv },
  '/vs.xml': { contentType: 'application/xml; charset=utf-8', render: vsXml },
};

export interface StatusRoutesDependencies {
  /** Collected now, unless the last one is young enough. */
  readonly freshStatus: () => Promise<StackStatus | undefined>;
  readonly statusAt: (seconds: number) => StackStatus | undefined;
  readonly range: () => TimeRange | undefined;
  /** Another vipscope whose page somebody looks at asks; while it does, moments come quickly. */
  readonly touch: () => void;
  readonly turns: Pick<Turns, 'answer'>;
  readonly nowMs: () => number;
}

/** GET /status.json, /status.xml, /status.csv and /vs.xml. */
export function addStatusRoutes(app: FastifyInstance, dependencies: StatusRoutesDependencies): void {
  const { freshStatus, statusAt, range, touch, turns, nowMs } = dependencies;
  for (const [url, { contentType, render }] of Object.entries(FORMS)) {
    app.route({
      method: ['GET', 'HEAD'],
      url,
      handler: async (request, reply) => {
        const search = searchOf(request);
        const at = search.get('at');
        const atSeconds = at === null ? undefined : parsePageTime(at, nowMs() / 1000);
        if (at !== null && atSeconds === undefined) {
          return sendText(
            reply,
            400,
            `at is ${quoted(at)}; it takes a time such as -5m or 2026-11-20T10:00:00Z`,
          );
        }
        if (search.get('watched') === '1') touch();
        const status = atSeconds === undefined ? await freshStatus() : statusAt(atSeconds);
        if (status === undefined) return sendText(reply, 404, outOfRange(range()));
        const isOwn = url === '/status.json' && search.get('scope') === 'node';
        const text = await turns.answer(() => (isOwn ? ownJson(status, nowMs() / 1000) : render(status)));
        return sendWhole(request, reply, contentType, text);
      },
    });
  }
}

/** What a peer reads: this node's own part, without what it has from peers itself. */
function ownJson(status: StackStatus, nowSeconds: number): string {
  const { nodes, node: name, events } = status;
  const [node] = nodes;
  if (node === undefined) throw new Error('a status has its own node');
  return nodeJson({ node, events: events.filter((event) => event.node === name), nowSeconds });
}
