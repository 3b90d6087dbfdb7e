import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { makeTempDir, type TempDir } from '../integration/support/temp-dir.ts';
import { runInUml } from './uml.ts';

/** What a scenario in the lab came to: of `result.json` and `load.json` what tests ask for. */
export interface ScenarioOutcome {
  readonly outcome: string;
  readonly assertions: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly measured: string;
  }[];
  readonly timeline: readonly { readonly kind: string; readonly where?: string; readonly text: string }[];
}

export interface LoadOutcome {
  readonly startedAtSeconds: number;
  readonly totals: Readonly<Record<'sent' | 'answered' | 'timedOut' | 'interrupted', number>>;
  readonly ledger: {
    readonly disturbances: readonly LabDisturbance[];
    readonly entries: readonly {
      readonly disturbance: number;
      readonly cause: { readonly kind: string };
      readonly isFailBack: boolean;
    }[];
  };
  readonly stack: {
    readonly shares?: { readonly scheduler: string; readonly verdict: string; readonly text: string };
    readonly stuck?: readonly { readonly realServer?: string }[];
    readonly conservation?: {
      readonly hops: readonly { readonly hop: string; readonly lost: number }[];
      readonly findings: readonly string[];
    };
  };
}

export interface LabDisturbance {
  readonly firstLostSeconds: number;
  readonly lastLostSeconds: number;
  readonly lost: number;
  readonly outageByStampsSeconds: number;
  readonly outageByLossSeconds: number;
}

/** The lab's results, after it ran some of its scenarios one after the other. */
export class LabResults {
  private readonly directory: TempDir;
  /** What the kernel's console showed. */
  readonly console: string;

  private constructor(directory: TempDir, console: string) {
    this.directory = directory;
    this.console = console;
  }

  /** @param scenarios names of files in test/lab/scenarios */
  static async run(scenarios: readonly string[], seconds: number): Promise<LabResults> {
    const directory = await makeTempDir('lab');
    const files = scenarios.map((name) => `${import.meta.dirname}/scenarios/${name}.yml`);
    const { status, console } = await runInUml(
      'lab.sh',
      [directory.file('lab'), 'scenario', ...files],
      seconds,
    );
    // A scenario that failed is for its own tests to tell; without a result there is nothing to test.
    const results = new LabResults(directory, console);
    for (const name of scenarios)
      expect(results.files(name), `${status}\n${console}`).toContain('result.json');
    return results;
  }

  remove(): Promise<void> {
    return this.directory.remove();
  }

  scenario(name: string): ScenarioOutcome {
    return JSON.parse(this.text(`${name}/result.json`)) as ScenarioOutcome;
  }

  load(name: string): LoadOutcome {
    return JSON.parse(this.text(`${name}/load.json`)) as LoadOutcome;
  }

  path(name: string): string {
    return this.directory.file(`lab/results/${name}`);
  }

  text(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Names of the files that a scenario or a host (`hosts/ds1`) left. */
  files(name: string): string[] {
    return readdirSync(this.path(name)).sort();
  }
}

/** The assertions of a scenario that did not pass, with what was measured. */
export function failures({ assertions }: ScenarioOutcome): string[] {
  return assertions
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ name, outcome, measured }) => `${outcome}: ${name}: ${measured}`);
}
