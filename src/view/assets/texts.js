// Texts in the page's language, which the server gives as `data-text-…` of the body.

/** What is shown where the document has no text. */
const FALLBACKS = {
  live: 'live',
  stale: 'figures are {seconds} s old',
  lost: 'connection lost',
  paused: 'paused',
  others: 'others',
  utc: 'UTC',
  local: 'local time',
  all: 'all virtual servers',
  chart: '{title}, chart; the table below it holds the latest figures',
  packets: 'packets in',
  connections: 'new connections',
  latest: 'latest',
  show: 'Show tables at {time}',
};

/**
 * @param {keyof typeof FALLBACKS} name
 * @param {Readonly<Record<string, string | number>>} values what stands for `{name}` in the text
 */
export function text(name, values = {}) {
  const key = `text${name[0].toUpperCase()}${name.slice(1)}`;
  return filled(document.body.dataset[key] ?? FALLBACKS[name], values);
}

/**
 * @param {string} template
 * @param {Readonly<Record<string, string | number>>} values
 */
export function filled(template, values) {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
