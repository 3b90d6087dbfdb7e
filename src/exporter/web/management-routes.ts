import type { FastifyInstance } from 'fastify';
import { sendText } from './answers.ts';

/** How a reload ended; refused ones change nothing, and their lines say what is wrong where. */
export type ReloadResult =
  | { readonly kind: 'reloaded' }
  | { readonly kind: 'refused'; readonly lines: readonly string[] };

export interface HealthRoutesDependencies {
  /** True once the first collection has ended, however its sources fared. */
  readonly isReady: () => boolean;
  /** Loads the configuration anew. */
  readonly reload: () => Promise<ReloadResult>;
}

/** The routes under /-/, named as Prometheus names its own. */
export function addHealthRoutes(app: FastifyInstance, dependencies: HealthRoutesDependencies): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/-/healthy',
    handler: (_request, reply) => sendText(reply, 200, 'vipscope is healthy.'),
  });
  app.route({
    method: ['GET', 'HEAD'],
    url: '/-/ready',
    handler: (_request, reply) =>
      dependencies.isReady()
        ? sendText(reply, 200, 'vipscope is ready.')
        : sendText(reply, 503, 'vipscope is not ready: the first collection is under way.'),
  });
  app.route({
    method: ['POST', 'PUT'],
    url: '/-/reload',
    handler: async (_request, reply) => {
      const result = await dependencies.reload();
      return result.kind === 'reloaded'
        ? sendText(reply, 200, 'Configuration reloaded.')
        : sendText(reply, 500, 'The configuration in use stays as it was:', ...result.lines);
    },
  });
}
