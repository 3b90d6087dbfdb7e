import type { Dialect, OutputSettings } from '../../settings.ts';
import type { Draft } from '../draft.ts';

/** queryperf's RTT array: 50,000 buckets of 100 µs are its 5 s. */
const DEFAULT_BUCKETS = 50_000;
const DEFAULT_BUCKET_US = 100;

/** What is told of the run, with the defaults of the dialect. */
export function completeOutput(dialect: Dialect, draft: Draft): OutputSettings {
  const { jsonFile, csvFile, htmlFile, metricsAddress, warningsTo, printIntervals = 'nothing' } = draft;
  const histogramFile = histogram(draft);
  return {
    dialect,
    format: draft.formats?.at(-1) ?? 'text',
    ...(jsonFile !== undefined && { jsonFile }),
    ...(csvFile !== undefined && { csvFile }),
    ...(htmlFile !== undefined && { htmlFile }),
    ...(histogramFile !== undefined && { histogramFile }),
    ...(metricsAddress !== undefined && { metricsAddress }),
    intervalSeconds: draft.intervalSeconds ?? 1,
    printIntervals: printIntervals === 'line' && draft.wholeIntervals === true ? 'block' : printIntervals,
    countRcodes: draft.countRcodes ?? false,
    perQuery: draft.perQuery ?? false,
    latencyHistogram: draft.latencyHistogram ?? false,
    ...(warningsTo !== undefined && { warningsTo }),
    suppress: draft.suppress ?? [],
    failOn: draft.failOn ?? [],
  };
}

function histogram({
  histogramPath: path,
  histogramBuckets: buckets = DEFAULT_BUCKETS,
  histogramBucketUs: bucketUs = DEFAULT_BUCKET_US,
}: Draft): OutputSettings['histogramFile'] {
  return path === undefined ? undefined : { path, buckets, bucketUs };
}
