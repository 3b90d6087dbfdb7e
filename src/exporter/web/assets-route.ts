import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  xsl: 'application/xslt+xml; charset=utf-8',
};

/** A file that is served as it is. */
export interface Asset {
  /** Path under which it is served: `/assets/base.css`. */
  readonly path: string;
  readonly file: URL | string;
}

/** GET of files that change with a new version of the program only: read once, asked for again by their hash. */
export function addAssetsRoute(app: FastifyInstance, assets: readonly Asset[]): void {
  for (const { path, file } of assets) {
    const content = readFileSync(file);
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    const type = TYPES[path.replace(/^.*\./, '')] ?? 'application/octet-stream';
    app.route({
      method: ['GET', 'HEAD'],
      url: path,
      handler: (request, reply) => {
        reply.headers({ 'cache-control': 'no-cache', etag });
        if (request.headers['if-none-match'] === etag) return reply.code(304).send();
        return reply.type(type).send(content);
      },
    });
  }
}
