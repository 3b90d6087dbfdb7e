import type { Client, ClientRunner, Figures, Target } from './dns-clients.ts';
import { median } from './rounds.ts';

export interface ClientResult {
  readonly name: string;
  readonly qps: number;
  readonly cpuUsPerAnswer: number;
  readonly runs: readonly Figures[];
}

/** Lets load generators run in turn. @returns the result of each by the name it was given under */
export async function compareClients<Role extends string>(
  runner: ClientRunner,
  clients: Readonly<Record<Role, Client>>,
  target: Target,
  rounds: number,
): Promise<Record<Role, ClientResult>> {
  const runs = new Map<string, Figures[]>();
  for (let round = 0; round < rounds; round += 1)
    for (const [role, client] of Object.entries<Client>(clients))
      runs.set(role, [...(runs.get(role) ?? []), await runner.run(client, target)]);
  const results = Object.entries<Client>(clients).map(([role, { name }]) => {
    const own = runs.get(role) ?? [];
    const result: ClientResult = {
      name,
      qps: median(own.map(({ qps }) => qps)),
      cpuUsPerAnswer: median(own.map(({ cpuUsPerAnswer }) => cpuUsPerAnswer)),
      runs: own,
    };
    return [role, result];
  });
  return Object.fromEntries(results) as Record<Role, ClientResult>;
}

/** Prints medians with their ranges, and the first one's ratio to each other's. */
export function printClients(title: string, byRole: Readonly<Record<string, ClientResult>>): void {
  const results = Object.values(byRole);
  const [ours] = results;
  process.stdout.write(`${title}\n`);
  for (const result of results) {
    const loss = Math.max(...result.runs.map(({ lossPercent }) => lossPercent));
    const ratio =
      ours === undefined || result === ours
        ? ''
        : `   ratio ${(ours.qps / result.qps).toFixed(2)}, CPU ${(ours.cpuUsPerAnswer / result.cpuUsPerAnswer).toFixed(2)}`;
    process.stdout.write(
      `  ${result.name.padEnd(40)} ${grouped(result.qps).padStart(9)} qps (${range(
        result.runs.map(({ qps }) => qps),
        grouped,
      )})  ${result.cpuUsPerAnswer.toFixed(2)} µs CPU an answer (${range(
        result.runs.map(({ cpuUsPerAnswer }) => cpuUsPerAnswer),
        (value) => value.toFixed(2),
      )})  loss at most ${loss.toFixed(3)} %${ratio}\n`,
    );
  }
}

function range(figures: readonly number[], write: (figure: number) => string): string {
  return `${write(Math.min(...figures))} to ${write(Math.max(...figures))}`;
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}
