import { z } from 'zod';

const count = z.int().nonnegative();
const figure = z.number();
const ratio = z.number().nonnegative();
const text = z.string();

const growth = z.object({
  grown: figure,
  doubt: text.exactOptional().meta({ description: 'Why it may have been more; absent: it is exact.' }),
});

const realServer = z.object({
  server: text,
  name: text.exactOptional().meta({ description: 'By which its answers are counted.' }),
  weight: figure.exactOptional(),
  flows: growth.exactOptional().meta({ description: "New connections in the director's table." }),
  queries: growth.exactOptional().meta({ description: 'Packets that the director sent it.' }),
  answers: count.exactOptional(),
  share: ratio.exactOptional(),
  interval: z
    .object({ low: ratio, high: ratio })
    .exactOptional()
    .meta({ description: "Wilson's interval at 95 % of the share, by the sample." }),
  expectedShare: ratio.exactOptional(),
  isWithin: z.boolean().exactOptional(),
  flowsForTwoPercent: count.exactOptional(),
});

const shares = z.object({
  virtual: text,
  directors: z.array(text).meta({ description: 'That queries came to, the one with most first.' }),
  scheduler: text.exactOptional(),
  flags: z.array(text),
  sample: z.object({ count: figure, unit: z.enum(['flows', 'queries']) }),
  servers: z.array(realServer),
  verdict: z.enum(['within', 'outside', 'unknown']),
  text,
});

const stuck = z.object({
  disturbance: count.meta({ description: 'Counts from 1.' }),
  realServer: text.exactOptional().meta({ description: 'That left the table.' }),
  removedAtSeconds: figure.exactOptional(),
  udpTimeoutSeconds: figure.exactOptional(),
});

const hop = z.object({
  hop: text,
  from: text.meta({ description: 'What is counted at its beginning, and at its end.' }),
  to: text,
  fromCount: figure.exactOptional(),
  toCount: figure.exactOptional(),
  lost: figure,
  lostPerMille: ratio,
  more: figure.meta({ description: 'Others asked too, or some came twice.' }),
  unknown: text.exactOptional().meta({ description: 'Why neither can be told.' }),
  remarks: z.array(text),
});

/** What the stack's counters in a result have to be as JSON. */
export const stackSchema = z
  .object({
    shares: shares.exactOptional(),
    stuck: z.array(stuck),
    conservation: z
      .object({
        hops: z.array(hop).meta({ description: 'In the order of the way.' }),
        unanswered: figure.meta({ description: 'Queries that no answer ever came to.' }),
        placed: figure.meta({ description: 'Of these, in hops that are named.' }),
        findings: z.array(text),
      })
      .exactOptional(),
    remarks: z.array(text),
  })
  .meta({ description: 'With --events of a vipscope: what directors and real servers counted of the run.' });
