import { z } from 'zod';
import { ATTRIBUTION_SHAPE } from './attribution-schema.ts';

const count = z.int().nonnegative();
const seconds = z.number();
const text = z.string();

const spanLatency = z.object({ meanSeconds: z.number().nonnegative(), maxSeconds: z.number().nonnegative() });

const flowLoss = z.object({
  flow: count,
  worker: count,
  socket: count,
  localPort: count.exactOptional(),
  lost: count,
  firstLostSeconds: seconds,
  lastLostSeconds: seconds,
  lastGoodSeconds: seconds.exactOptional(),
  firstGoodSeconds: seconds.exactOptional(),
  isStuck: z.boolean().meta({
    description: 'Other flows were answered for more than a second while this one was not.',
  }),
  origin: text.exactOptional().meta({ description: 'Who had last answered it.' }),
});

const disturbance = z.object({
  host: text.exactOptional().meta({ description: 'Only after a merge.' }),
  firstLostSeconds: seconds.meta({ description: 'When the first query was sent that was lost.' }),
  lastLostSeconds: seconds,
  lost: count,
  offered: count.meta({ description: 'Sent by all flows from the first loss to the last.' }),
  lastGoodSeconds: seconds
    .exactOptional()
    .meta({ description: 'When the last answered query before it was sent; absent: there was none.' }),
  firstGoodSeconds: seconds.exactOptional(),
  outageByStampsSeconds: z.number().nonnegative().meta({
    description: 'From the last good query to the first good one; at least, where one of them is absent.',
  }),
  outageByLossSeconds: z.number().nonnegative().meta({
    description: 'Queries lost over the rate at which the affected flows sent.',
  }),
  isPartial: z.boolean().meta({ description: 'Some flows were answered all the while.' }),
  flows: z.array(flowLoss).meta({ description: 'Most lost first; of very many the first 1,000.' }),
  flowsAffected: count,
  latency: z.object({
    before: spanLatency.exactOptional(),
    during: spanLatency.exactOptional(),
    after: spanLatency.exactOptional(),
  }),
});

/** What a result's ledger has to be as JSON. */
export const ledgerSchema = z
  .object({
    sliceSeconds: z.number().positive().meta({ description: 'How exact its times are.' }),
    flows: count.meta({ description: 'Source ports of all workers.' }),
    disturbances: z.array(disturbance),
    disturbancesLeftOut: count,
    background: z
      .object({
        lost: count,
        ratio: z.number().nonnegative(),
        firstLostSeconds: seconds.exactOptional(),
        lastLostSeconds: seconds.exactOptional(),
      })
      .meta({ description: 'Losses that belong to no disturbance.' }),
    lossesLeftOut: count,
    ...ATTRIBUTION_SHAPE,
  })
  .meta({
    description:
      'With --ledger: times in seconds from the start of the window, all of the sending of queries.',
  });
