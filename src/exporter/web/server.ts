import { type FastifyInstance, fastify } from 'fastify';
import { addAnswers, pathAsSent, sendText } from './answers.ts';
import { addBasicAuth, type BasicAuthDependencies } from './basic-auth.ts';
import { addConfigRoute, type ConfigRouteDependencies } from './config-route.ts';
import { addHealthRoutes, type HealthRoutesDependencies } from './management-routes.ts';
import { addMetricsRoute, type MetricsRouteDependencies } from './metrics-route.ts';
import { addProbeRoute, type ProbeRouteDependencies } from './probe-route.ts';
import { addRequestRules, addSecurityHeaders, type HeadersDependencies } from './request-rules.ts';
import { addViewRoutes, type ViewRoutesDependencies } from './view-routes.ts';

export type ServerDependencies = HeadersDependencies &
  BasicAuthDependencies &
  MetricsRouteDependencies &
  ProbeRouteDependencies &
  HealthRoutesDependencies &
  ConfigRouteDependencies &
  ViewRoutesDependencies;

/** Asked for all the time and by machines; their requests would drown the log. */
const NOT_LOGGED = /^\/(?:metrics$|-\/|assets\/)/;

/** All that is served; `listen()` serves it. The order is the order in which a request meets them. */
export function createServer(dependencies: ServerDependencies): FastifyInstance {
  const { log } = dependencies;
  const app = fastify({
    exposeHeadRoutes: false,
    frameworkErrors: (_error, _request, reply) => sendText(reply, 400, 'Bad request: the path is malformed.'),
  });
  addSecurityHeaders(app, dependencies);
  addBasicAuth(app, dependencies);
  addRequestRules(app);
  addAnswers(app, log);
  addMetricsRoute(app, dependencies);
  addProbeRoute(app, dependencies);
  addHealthRoutes(app, dependencies);
  addConfigRoute(app, dependencies);
  addViewRoutes(app, dependencies);
  app.addHook('onResponse', async (request, reply) => {
    const path = pathAsSent(request);
    if (NOT_LOGGED.test(path)) return;
    const { method, ip } = request;
    log.debug({ method, path: path.slice(0, 200), status: reply.statusCode, client: ip }, 'answered');
  });
  return app;
}
