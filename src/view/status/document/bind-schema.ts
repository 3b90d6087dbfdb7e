import { z } from 'zod';
import { type BindStatus, MAX_ZONES } from '../node-status.ts';
import { count, figure, figures, list, optionalFigure, optionalText, text } from './schema-parts.ts';

const MOST_VIEWS = 10_000;

const view = z.object({
  name: text,
  cacheHits: optionalFigure,
  cacheMisses: optionalFigure,
  recursionClients: optionalFigure,
});

const zone = z.object({
  name: text,
  view: text,
  serial: optionalFigure,
  queries: figure,
  counters: figures,
});

const rates = z.object({ overSeconds: figure, requests: figure, rcodes: figures, nameServer: figures });

export const bind = z.object({
  source: text,
  dumpTimeSeconds: figure,
  version: optionalText,
  bootTimeSeconds: optionalFigure,
  requests: figure,
  queriesByType: figures,
  rcodes: figures,
  nameServer: figures,
  views: list(view, MOST_VIEWS),
  zones: list(zone, MAX_ZONES),
  zoneCount: count,
  rates: rates.optional(),
}) satisfies z.ZodType<BindStatus>;
