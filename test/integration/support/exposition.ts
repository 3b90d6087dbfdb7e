/** Samples of a text exposition by series, with labels sorted and so the same for everybody. */
export function parseExposition(text: string): Map<string, string> {
  const samples = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const end = line.lastIndexOf(' ');
    const [, name = '', labels = ''] = /^([^{]+)(?:\{(.*)\})?$/.exec(line.slice(0, end)) ?? [];
    const sorted = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map((match) => match[0]).sort();
    samples.set(sorted.length === 0 ? name : `${name}{${sorted.join(',')}}`, line.slice(end + 1));
  }
  return samples;
}
