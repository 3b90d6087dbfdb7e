import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { largeHaproxyPage } from './large-haproxy.ts';
import { writeIpvsListings } from './large-ipvs.ts';
import { makeTempDir } from './temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './vipscope.ts';

/** A vipscope beside a large director: IPVS from a file and HAProxy from a page, both of other figures each second. */
export interface LargeStack {
  readonly vipscope: ServingVipscope;
  /** How often HAProxy's page has been read so far: once in each collection. */
  collections(): number;
  /** Ends the changes: figures stay as they are. */
  freeze(): void;
  stop(): Promise<void>;
}

export interface LargeStackSize {
  /** Of IPVS, with ten real servers each. Default 240. */
  readonly virtualServers?: number;
  /** Of HAProxy, each with twelve rows. Default 1000. */
  readonly proxies?: number;
  /** Lines that the configuration has besides the sources. */
  readonly configuration?: string;
}

const SECOND_MS = 1000;

export async function startLargeStack(size: LargeStackSize = {}): Promise<LargeStack> {
  const { virtualServers = 240, proxies = 1000, configuration = '' } = size;
  const directory = await makeTempDir('large');
  const listing = directory.file('ipvsadm.txt');
  const page = await servePage(largeHaproxyPage(proxies));
  await writeIpvsListings(listing, virtualServers, 0);
  let writing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    page.second += 1;
    writing = writing.then(() => writeIpvsListings(listing, virtualServers, page.second));
  }, SECOND_MS);
  await writeFile(
    directory.file('vipscope.yml'),
    `node: large
haproxy: [{ name: farm, url: "${page.url}" }]
ipvs: { source: file, file: ipvsadm.txt }
${configuration}
`,
  );
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await writing;
    await page.stop();
    await directory.remove();
  };
  try {
    const vipscope = await serveVipscope('serve', `--config.file=${directory.file('vipscope.yml')}`);
    return {
      vipscope,
      collections: () => page.asked,
      freeze: () => clearInterval(timer),
      stop: async () => {
        await vipscope.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface ServedPage {
  readonly url: string;
  /** That the figures are of. */
  second: number;
  asked: number;
  stop(): Promise<void>;
}

async function servePage(csvAt: (second: number) => string): Promise<ServedPage> {
  const server = createServer((_request, response) => {
    page.asked += 1;
    response.setHeader('content-type', 'text/plain').end(csvAt(page.second));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const page: ServedPage = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/;csv`,
    second: 0,
    asked: 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return page;
}
