import { z } from 'zod';
import { eventSchema } from '../../event-json.ts';
import { SEVERITIES } from '../warning.ts';
import { nodeSchema } from './node-schema.ts';
import { figure, optionalFigure, optionalText, text } from './schema-parts.ts';

/** Grows when a field changes its meaning or goes away; new fields do not change it. */
export const STATUS_DOCUMENT_VERSION = 1;

const peer = z.object({
  url: text,
  state: z.enum(['ok', 'failed']),
  reason: optionalText,
  node: optionalText,
  answeredAtSeconds: optionalFigure,
  clockOffsetSeconds: optionalFigure,
  clockErrorSeconds: optionalFigure,
});

const claim = z.object({
  director: text,
  instance: text,
  state: optionalText,
  priority: optionalFigure,
  sinceSeconds: optionalFigure,
});

const vip = z.object({
  address: text,
  verdict: z.enum([
    'ok',
    'contested',
    'split-brain',
    'no-owner',
    'owner-without-table',
    'owner-but-dead',
    'stale-arp-risk',
    'real-server-without-vip',
    'unknown',
  ]),
  owners: z.array(text).describe('Nodes that hold it, as directors do'),
  sinceSeconds: optionalFigure,
  claims: z.array(claim),
  concerned: z.array(text).describe('Nodes and servers that the verdict is about'),
});

const warning = z.object({
  severity: z.enum(SEVERITIES),
  kind: text,
  node: text,
  subject: text,
  values: z.record(text, z.union([text, figure])),
  section: text,
});

const drift = z.object({
  virtual: text,
  real: optionalText,
  what: z.enum(['missing', 'scheduler', 'flags', 'weight', 'forward']),
  values: z.array(z.object({ node: text, value: text })),
});

/** The document of /status.json. Times are seconds since 1970. */
export const statusSchema = z.object({
  version: z.literal(STATUS_DOCUMENT_VERSION),
  node: text.describe('The node that tells it'),
  demo: z.boolean(),
  takenAtSeconds: figure,
  nodes: z.array(nodeSchema).describe('This node first, then the peers that answered'),
  peers: z.array(peer),
  vips: z.array(vip),
  warnings: z.array(warning).describe('Worst first'),
  drifts: z.array(drift).describe('Where the tables of two directors differ'),
  events: z.array(eventSchema).describe('The latest first, of all nodes'),
});

/** The JSON Schema of the document (draft 2020-12), as schema/ has it. */
export function statusJsonSchema(): unknown {
  return z.toJSONSchema(statusSchema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' });
}
