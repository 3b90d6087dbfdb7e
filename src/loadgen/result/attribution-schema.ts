import { z } from 'zod';

const count = z.int().nonnegative();
const seconds = z.number();
const text = z.string();
const place = count.meta({ description: 'Place in the list of events.' });
const causeKind = z.enum(['vrrp', 'real-server', 'haproxy']);

const event = z.object({
  node: text,
  layer: text,
  kind: text,
  subject: text,
  from: text.exactOptional(),
  to: text.exactOptional(),
  tone: z.enum(['bad', 'good', 'neutral']),
  detail: text.exactOptional(),
  line: text.exactOptional().meta({ description: 'The log line that it came from.' }),
  atSeconds: seconds.meta({ description: "From the start of the window, by this host's clock." }),
  earliestSeconds: seconds,
  latestSeconds: seconds,
  clockErrorSeconds: z.number().nonnegative(),
});

const candidate = z.object({
  kind: causeKind,
  subject: text,
  events: z.array(place),
  speaksFor: z.array(text),
  speaksAgainst: z.array(text),
});

const phase = z.object({
  name: z.enum(['detect', 'elect', 'remove', 'announce', 'first-answer']),
  seconds: z.number().nonnegative(),
  errorSeconds: z.number().nonnegative(),
  isOrdered: z.boolean().meta({ description: 'What ends it surely came after the end of the one before.' }),
  event: place.exactOptional(),
});

const entry = z.object({
  disturbance: count.meta({ description: 'Place in the list of disturbances.' }),
  cause: z.object({
    kind: z.enum([...causeKind.options, 'unknown']),
    text,
    event: place.exactOptional(),
    candidates: z.array(candidate).meta({ description: 'The likeliest first.' }),
  }),
  phases: z.array(phase).meta({ description: 'From the first loss to the first good answer.' }),
  isFailBack: z.boolean(),
  clockErrorSeconds: z.number().nonnegative(),
  budget: z
    .object({ allowedSeconds: z.number().nonnegative(), rule: text, isExceeded: z.boolean() })
    .exactOptional()
    .meta({ description: "What the directors' configurations allow." }),
  events: z.array(place).meta({ description: 'From just before it until just after.' }),
});

const feed = z.object({
  source: text.meta({ description: 'As given with --events.' }),
  node: text.exactOptional(),
  events: count,
  clock: z.object({ offsetSeconds: seconds, errorSeconds: z.number().nonnegative() }).exactOptional(),
  remarks: z.array(text),
});

/** What --events adds to a result's ledger. */
export const ATTRIBUTION_SHAPE = {
  entries: z.array(entry).exactOptional().meta({ description: 'One for each disturbance; with --events.' }),
  events: z.array(event).exactOptional().meta({ description: 'By time.' }),
  eventsLeftOut: count.exactOptional(),
  feeds: z.array(feed).exactOptional(),
};
