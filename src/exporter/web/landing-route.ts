import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import type { Scraper } from '../scraper.ts';
import { landingPage } from './landing-page.ts';

export interface LandingRouteDependencies {
  readonly scraper: Pick<Scraper, 'shownReports'>;
  readonly config: () => Pick<Config, 'node' | 'demo'>;
  readonly version: string;
  readonly nodeVersion: string;
  readonly nowMs: () => number;
}

/** GET / and its stylesheet. */
export function addLandingRoute(app: FastifyInstance, dependencies: LandingRouteDependencies): void {
  const stylesheet = readFileSync(new URL('assets/landing.css', import.meta.url), 'utf8');
  const { scraper, config, version, nodeVersion, nowMs } = dependencies;

  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    handler: (_request, reply) => {
      const { node, demo } = config();
      const page = landingPage({
        node,
        demo,
        version,
        nodeVersion,
        nowSeconds: nowMs() / 1000,
        reports: scraper.shownReports(),
      });
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page.markup);
    },
  });

  app.route({
    method: ['GET', 'HEAD'],
    url: '/assets/landing.css',
    handler: (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=60').send(stylesheet),
  });
}
