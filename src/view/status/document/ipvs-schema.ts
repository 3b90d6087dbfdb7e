import { z } from 'zod';
import type { IpvsStatus } from '../node-status.ts';
import { count, figure, list, optionalFigure, optionalText, text } from './schema-parts.ts';

const MOST_SERVERS = 100_000;
const MOST_FLAGS = 100;

const counters = z.object({
  connections: figure,
  incomingPackets: figure,
  outgoingPackets: figure,
  incomingBytes: figure,
  outgoingBytes: figure,
  rounded: z.boolean().exactOptional(),
});

const rates = z.object({
  connectionsPerSecond: figure,
  incomingPacketsPerSecond: figure,
  outgoingPacketsPerSecond: figure,
  incomingBytesPerSecond: figure,
  outgoingBytesPerSecond: figure,
});

const realServer = z.object({
  key: text,
  address: text,
  port: count,
  portName: optionalText,
  forward: optionalText,
  weight: optionalFigure,
  active: optionalFigure,
  inactive: optionalFigure,
  persistent: optionalFigure,
  counters: counters.optional(),
  rates: rates.optional(),
});

const virtualServer = z.object({
  key: text,
  protocol: text,
  address: text,
  port: count,
  portName: optionalText,
  mark: optionalFigure,
  scheduler: optionalText,
  flags: list(text, MOST_FLAGS),
  counters: counters.optional(),
  rates: rates.optional(),
  realServers: list(realServer, MOST_SERVERS),
});

const syncDaemon = z.object({
  role: z.enum(['master', 'backup']),
  interface: text,
  syncId: figure.exactOptional(),
  maxLength: figure.exactOptional(),
  group: text.exactOptional(),
  port: figure.exactOptional(),
  ttl: figure.exactOptional(),
});

export const ipvs = z.object({
  version: optionalText,
  connectionTableSize: optionalFigure,
  virtualServers: list(virtualServer, MOST_SERVERS),
  timeouts: z.object({ tcpSeconds: figure, tcpFinSeconds: figure, udpSeconds: figure }).optional(),
  syncDaemons: list(syncDaemon, MOST_FLAGS),
}) satisfies z.ZodType<IpvsStatus>;
