import { z } from 'zod';
import type { HaproxyInstanceStatus } from '../node-status.ts';
import { cells, list, optionalFigure, optionalText, text } from './schema-parts.ts';

const MOST_ROWS = 100_000;

const row = z.object({
  key: text,
  scope: z.enum(['frontend', 'listener', 'server', 'backend']),
  name: text,
  status: text,
  health: z.enum(['good', 'warn', 'bad', 'none']),
  sinceSeconds: optionalFigure,
  lastSessionSeconds: optionalFigure,
  downtimeSeconds: optionalFigure,
  cells,
});

export const haproxy = z.object({
  source: text,
  version: optionalText,
  uptimeSeconds: optionalFigure,
  proxies: list(z.object({ name: text, mode: optionalText, rows: list(row, MOST_ROWS) }), MOST_ROWS),
}) satisfies z.ZodType<HaproxyInstanceStatus>;
