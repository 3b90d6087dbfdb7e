import type { FastifyInstance } from 'fastify';

export interface ConfigRouteDependencies {
  /** The configuration in use as YAML, with its secrets hidden. */
  readonly configText: () => string;
}

/** GET /config: what vipscope goes by, defaults and findings included. */
export function addConfigRoute(app: FastifyInstance, { configText }: ConfigRouteDependencies): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/config',
    handler: (_request, reply) =>
      reply.type('text/yaml; charset=utf-8').header('cache-control', 'no-store').send(configText()),
  });
}
