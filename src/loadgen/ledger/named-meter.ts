import { doubted, GrowthMeter } from './counter-growth.ts';
import type { NamedFigures } from './node-figures.ts';
import type { NamedReading } from './stack-reading.ts';

/** Names of BIND's statistics (bin/named/statschannel.c, nsstats). */
const REQUESTS = ['Requestv4', 'Requestv6'] as const;
const RESPONSES = ['Response'] as const;
const WITH_NSID = ['NSIDOpt'] as const;
const DROPS = ['QryDropped', 'QryDuplicate', 'RateDropped', 'RecursClientsDropped'] as const;

/** Clocks of two hosts are told apart by no less, where NTP sets them. */
const SAME_BOOT_SECONDS = 2;

/** Follows the counters of one named over its dumps. */
export class NamedMeter {
  readonly #meters = new Map<string, GrowthMeter>();
  #last: NamedReading;

  constructor(first: NamedReading) {
    this.#last = first;
    for (const name of [...REQUESTS, ...RESPONSES, ...WITH_NSID, ...DROPS]) {
      this.#meters.set(name, new GrowthMeter(first.counters[name] ?? 0));
    }
  }

  add(reading: NamedReading): void {
    const isAnother = isAnotherProcess(this.#last, reading);
    this.#last = reading;
    for (const [name, meter] of this.#meters) {
      if (isAnother) meter.restart();
      meter.add(reading.counters[name] ?? 0);
    }
  }

  /** @param endSeconds when the run was over: a dump from before that does not have all of it */
  figures(node: string, endSeconds: number): NamedFigures {
    const lateSeconds = endSeconds - this.#last.dumpedAtSeconds;
    const doubt =
      lateSeconds <= 0
        ? undefined
        : `its last figures are from ${lateSeconds.toFixed(1)} s before the end of the run`;
    const sum = (names: readonly string[]) => {
      const growths = names.map((name) => this.#meters.get(name)?.growth() ?? { grown: 0 });
      const reason = growths.find((growth) => growth.doubt !== undefined)?.doubt ?? doubt;
      return doubted({ grown: growths.reduce((total, { grown }) => total + grown, 0) }, reason);
    };
    return {
      node,
      source: this.#last.source,
      requests: sum(REQUESTS),
      responses: sum(RESPONSES),
      withNsid: sum(WITH_NSID),
      dropped: DROPS.map((counter) => ({ counter, grown: sum([counter]).grown })).filter(
        ({ grown }) => grown > 0,
      ),
    };
  }
}

function isAnotherProcess(one: NamedReading, other: NamedReading): boolean {
  const [before, after] = [one.bootedAtSeconds, other.bootedAtSeconds];
  return before !== undefined && after !== undefined && Math.abs(after - before) > SAME_BOOT_SECONDS;
}
