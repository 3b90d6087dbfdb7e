import type { Family, SampleWriter } from './family.ts';

/** `prometheus`: text format 0.0.4. `openmetrics`: OpenMetrics 1.0. */
export type ExpositionFormat = 'prometheus' | 'openmetrics';

export const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** Families and the records they are written from; what `tieFamilies` makes of one subsystem. */
export interface TiedFamily {
  readonly family: Family<never>;
  readonly write: (out: SampleWriter) => void;
}

/** Ties a subsystem's families to this scrape's records. */
export function tieFamilies<Records>(families: readonly Family<Records>[], records: Records): TiedFamily[] {
  return families.map((family) => ({ family, write: (out) => family.write(records, out) }));
}

/**
 * Renders families one after the other, so that memory holds one family's text and not the whole exposition.
 * A family without samples is left out. Closes OpenMetrics with `# EOF`.
 */
export function* renderExposition(
  families: Iterable<TiedFamily>,
  format: ExpositionFormat,
): Generator<string> {
  const out = new TextSamples();
  for (const { family, write } of families) {
    out.begin(family.name);
    write(out);
    const samples = out.end();
    if (samples === '') continue;
    yield `${familyHead(family, format)}${samples}`;
  }
  if (format === 'openmetrics') yield '# EOF\n';
}

function familyHead(family: Family<never>, format: ExpositionFormat): string {
  const help = family.help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  // OpenMetrics 1.0 names a counter without the _total that its samples carry.
  const name =
    format === 'openmetrics' && family.type === 'counter' ? family.name.replace(/_total$/, '') : family.name;
  return `# HELP ${name} ${help}\n# TYPE ${name} ${family.type}\n`;
}

/** Appends sample lines to one string: V8 ropes made this faster than writing into a Buffer (bench/RESULTS.md). */
class TextSamples implements SampleWriter {
  private name = '';
  private text = '';

  begin(name: string): void {
    this.name = name;
    this.text = '';
  }

  end(): string {
    return this.text;
  }

  sample(labels: string, value: number | string): void {
    this.text += labels === '' ? `${this.name} ${text(value)}\n` : `${this.name}{${labels}} ${text(value)}\n`;
  }

  suffixed(suffix: string, labels: string, value: number | string): void {
    const name = `${this.name}${suffix}`;
    this.text += labels === '' ? `${name} ${text(value)}\n` : `${name}{${labels}} ${text(value)}\n`;
  }
}

/** Infinity is written `+Inf` in both formats. */
function text(value: number | string): string {
  if (typeof value === 'string') return value;
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}
