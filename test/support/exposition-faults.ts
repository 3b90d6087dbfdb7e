/**
 * What Prometheus would not accept of a text exposition, or would take for something else; empty for a good one.
 * Written from the format's description, not from the code under test:
 * https://prometheus.io/docs/instrumenting/exposition_formats/ and the OpenMetrics 1.0 ABNF.
 */
export function expositionFaults(text: string): string[] {
  const faults: string[] = [];
  const series = new Set<string>();
  const families = new Set<string>();
  let family = '';
  if (text !== '' && !text.endsWith('\n')) faults.push('the last line has no line feed');
  if (!text.isWellFormed()) faults.push('half of a surrogate pair');
  const lines = text.split('\n').slice(0, -1);
  for (const [index, line] of lines.entries()) {
    if (line === '# EOF' && index === lines.length - 1) continue;
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (comment !== null) {
      const [, keyword, name = ''] = comment;
      if (keyword === 'TYPE') continue;
      if (families.has(name)) faults.push(`family ${name} comes twice`);
      families.add(name);
      family = name;
      continue;
    }
    const sample = SAMPLE.exec(line);
    if (sample === null) {
      faults.push(`line ${index + 1} is no sample: ${JSON.stringify(line.slice(0, 200))}`);
      continue;
    }
    const { name = '', labels = '' } = sample.groups ?? {};
    if (!name.startsWith(family)) faults.push(`${name} stands in family ${family}`);
    const pairs = [...labels.matchAll(LABEL)].map(([, label = '', value = '']) => [label, value] as const);
    if (new Set(pairs.map(([label]) => label)).size < pairs.length) faults.push(`a label twice: ${line}`);
    // A label without a value is the same as no label.
    const identity = `${name}{${pairs
      .filter(([, value]) => value !== '')
      .map(([label, value]) => `${label}="${value}"`)
      .sort()
      .join(',')}}`;
    if (series.has(identity)) faults.push(`twice: ${identity}`);
    series.add(identity);
  }
  return faults;
}

const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/g;
const LABEL_TEXT = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const SAMPLE = new RegExp(
  `^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(?<labels>${LABEL_TEXT}(?:,${LABEL_TEXT})*)\\})? ` +
    '(?:NaN|[+-]Inf|-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$',
);
