import type { FastifyInstance } from 'fastify';
import type { LivePages } from '../../live/live-pages.ts';
import { pageDocument } from '../../view/page/frame/page-document.ts';
import type { Page, PageInput } from '../../view/page/page.ts';
import type { PageQuery } from '../../view/page/query/page-query.ts';
import { parsePageQuery } from '../../view/page/query/parse-page-query.ts';
import type { TimeRange } from '../../view/time-range.ts';
import { sendText } from './answers.ts';
import { outOfRange } from './out-of-range.ts';
import { searchOf } from './search-of.ts';
import type { Turns } from './turns.ts';
import { sendWhole } from './whole-reply.ts';

/** A browser without scripts loads the page again after this; with scripts it is brought up to date each second. */
const REFRESH_SECONDS = 5;

export interface PageRouteDependencies {
  readonly pages: LivePages;
  /** The moment to show, in milliseconds since 1970: collected now, unless the last one is young enough. */
  readonly shownRevision: () => Promise<number | undefined>;
  readonly inputAt: (query: PageQuery, revision: number) => PageInput | undefined;
  /** How far back history goes, in seconds since 1970. */
  readonly range: () => TimeRange | undefined;
  readonly turns: Pick<Turns, 'answer'>;
  readonly nowMs: () => number;
}

/** GET /: the whole stack, now or as it was. */
export function addPageRoute(app: FastifyInstance, dependencies: PageRouteDependencies): void {
  const { pages, shownRevision, inputAt, range, turns, nowMs } = dependencies;
  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    handler: async (request, reply) => {
      const query = parsePageQuery(searchOf(request), request.headers['accept-language'], nowMs() / 1000);
      const revision = await shownRevision();
      const markup = await turns.answer(() => {
        const input = revision === undefined ? undefined : inputAt(query, revision);
        const page = revision === undefined ? undefined : pages.page(query, revision);
        if (input === undefined || page === undefined) return undefined;
        return documentOf(page, input);
      });
      if (markup === undefined) return sendText(reply, 404, outOfRange(range()));
      reply.header('vary', 'Accept-Language, Accept-Encoding');
      return sendWhole(request, reply, 'text/html; charset=utf-8', markup);
    },
  });
}

const documents = new WeakMap<Page, Buffer>();

/** Made once a moment and view: after a failover everybody loads the page at once, which is a MiB of a large stack. */
function documentOf(page: Page, input: PageInput): Buffer {
  const known = documents.get(page);
  if (known !== undefined) return known;
  const markup = pageDocument(page, input, { assets: 'linked', refreshSeconds: REFRESH_SECONDS });
  const document = Buffer.from(markup);
  documents.set(page, document);
  return document;
}
