import type { KeepalivedDumpInstance } from '../../model/keepalived.ts';
import type { ProblemLog } from '../../model/problem.ts';

/** More than any host has: VRRP knows 255 routers an interface. */
const MAX_INSTANCES = 10_000;

/** The instances of a dump, each name once. */
export class DumpInstances {
  private readonly byName = new Map<string, KeepalivedDumpInstance>();
  private readonly problems: ProblemLog;

  constructor(problems: ProblemLog) {
    this.problems = problems;
  }

  /** @param line where the instance stands in the file */
  add(instance: KeepalivedDumpInstance, line: number): void {
    const { name } = instance;
    if (this.byName.has(name)) {
      this.problems.add(line, 'the instance is there a second time; the first one counts', name);
    } else if (this.byName.size >= MAX_INSTANCES) {
      this.problems.add(line, `more than ${MAX_INSTANCES} instances; this one is left out`, name);
    } else {
      this.byName.set(name, instance);
    }
  }

  all(): KeepalivedDumpInstance[] {
    return [...this.byName.values()];
  }
}
