import { z } from 'zod';
import { SUBSYSTEMS } from '../../../model/snapshot.ts';
import { MAX_HOST_ADDRESSES } from '../../../model/vip.ts';
import type { NodeStatus } from '../node-status.ts';
import { bind } from './bind-schema.ts';
import { haproxy } from './haproxy-schema.ts';
import { ipvs } from './ipvs-schema.ts';
import { count, figure, list, optionalFigure, optionalText, text } from './schema-parts.ts';

/** More sources, addresses or servers than one vipscope has. */
const MOST_SOURCES = 1000;
const MOST_ADDRESSES = 10_000;
const MOST_CHECKED = 100_000;
const MOST_PROBLEMS = 100;

const source = z.object({
  subsystem: z.enum(SUBSYSTEMS),
  source: text,
  target: text,
  state: z.enum(['ok', 'absent', 'failed']),
  reason: optionalText,
  durationSeconds: figure,
  finishedAtSeconds: figure,
  problemCount: count,
  problems: list(z.object({ line: count, reason: text, text }), MOST_PROBLEMS),
});

const interfaceAddress = z.object({
  interface: text,
  label: text.exactOptional(),
  address: text,
  prefixLength: count,
  scope: text.exactOptional(),
  secondary: z.boolean().exactOptional(),
});

const vip = z.object({
  address: text,
  role: z.enum(['owner', 'real-server', 'absent']),
  on: list(interfaceAddress, MOST_ADDRESSES),
});

const instance = z.object({
  name: text,
  state: z.enum(['INIT', 'BACKUP', 'MASTER', 'FAULT', 'STOP']).optional(),
  priority: optionalFigure,
  sinceSeconds: optionalFigure,
  vips: list(text, MOST_ADDRESSES),
  lastGarpSeconds: optionalFigure,
});

const isUp = z.boolean().optional();

const keepalived = z.object({
  source: text,
  running: z.boolean().optional(),
  version: optionalText,
  instances: list(instance, MOST_CHECKED),
  scripts: list(z.object({ name: text, up: isUp }), MOST_CHECKED),
  realServers: list(
    z.object({ virtual: text, real: text, up: isUp, lastChangeSeconds: optionalFigure }),
    MOST_CHECKED,
  ),
  quorums: list(z.object({ virtual: text, up: z.boolean() }), MOST_CHECKED),
});

/** What a node tells of itself. Names that this version does not know are passed over. */
export const nodeSchema = z.object({
  node: text,
  demo: z.boolean(),
  takenAtSeconds: figure,
  sources: list(source, MOST_SOURCES),
  vips: list(vip, MOST_ADDRESSES),
  hostAddresses: list(text, MAX_HOST_ADDRESSES),
  keepaliveds: list(keepalived, MOST_SOURCES),
  ipvs: ipvs.optional(),
  haproxys: list(haproxy, MOST_SOURCES),
  binds: list(bind, MOST_SOURCES),
}) satisfies z.ZodType<NodeStatus>;
