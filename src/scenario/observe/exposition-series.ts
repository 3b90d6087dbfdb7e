/** One series of a page in Prometheus' text format. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\.)*)"/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };
const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  '+Inf': Number.POSITIVE_INFINITY,
  Inf: Number.POSITIVE_INFINITY,
  '-Inf': Number.NEGATIVE_INFINITY,
};

/** The series of a name that have these labels, whatever else they have. */
export function seriesOf(page: string, name: string, labels: Readonly<Record<string, string>>): Series[] {
  const wanted = Object.entries(labels);
  return page
    .split('\n')
    .filter((line) => line.startsWith(name))
    .flatMap((line) => readSeries(line.slice(name.length)))
    .filter((series) => wanted.every(([label, value]) => series.labels[label] === value));
}

/** What follows the name; nothing where the name was longer. */
function readSeries(rest: string): Series[] {
  const [, labelsText = '', valueText = ''] = /^(\{.*\})?[ \t]+(\S+)/.exec(rest) ?? [];
  const value = WORDS[valueText] ?? Number(valueText);
  if (valueText === '' || (Number.isNaN(value) && valueText !== 'NaN')) return [];
  const labels = [...labelsText.matchAll(LABEL)].map(([, label = '', text = '']): [string, string] => [
    label,
    text.replaceAll(/\\["\\n]/g, (escaped) => ESCAPES[escaped] ?? escaped),
  ]);
  return [{ labels: Object.fromEntries(labels), value }];
}
