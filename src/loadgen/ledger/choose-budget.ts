import { type Budget, checkBudget, crashBudget, type DirectorTiming, leaveBudget } from './budget.ts';

/** What an outage is held against. */
export type BudgetQuestion =
  | {
      readonly kind: 'crash' | 'leave';
      readonly instance: string | undefined;
      /** The node that took over, where that is known. */
      readonly taker: string | undefined;
    }
  /** `192.168.56.183:53` */
  | { readonly kind: 'real-server'; readonly realServer: string };

/** The budget that the configurations give; of several that might be meant the largest. Undefined: none says. */
export function chooseBudget(
  question: BudgetQuestion,
  directors: readonly DirectorTiming[],
): Budget | undefined {
  return question.kind === 'real-server'
    ? largest(directors.flatMap((director) => checkBudgets(director, question.realServer)))
    : largest(takeoverBudgets(question, directors));
}

/** What a director that goes is followed by: its own timing is another director's. */
function takeoverBudgets(
  { kind, instance, taker }: Exclude<BudgetQuestion, { kind: 'real-server' }>,
  directors: readonly DirectorTiming[],
): Budget[] {
  const own = directors.filter(({ director }) => director !== undefined && director === taker);
  return (own.length > 0 ? own : directors)
    .flatMap(({ instances }) => instances)
    .filter((timing) => instance === undefined || timing.instance === instance)
    .map(kind === 'crash' ? crashBudget : leaveBudget);
}

/** A server that is dead fails all of its checks, and is taken out by the first. */
function checkBudgets({ realServers }: DirectorTiming, realServer: string): Budget[] {
  const named = realServers.filter(({ address, port }) =>
    [address, `${address}:${port}`, `[${address}]:${port}`].includes(realServer),
  );
  return named.flatMap(({ checks }) => {
    const soonest = checks.map(checkBudget).sort((a, b) => a.allowedSeconds - b.allowedSeconds);
    return soonest.slice(0, 1);
  });
}

function largest(budgets: readonly Budget[]): Budget | undefined {
  return budgets.toSorted((a, b) => b.allowedSeconds - a.allowedSeconds)[0];
}
