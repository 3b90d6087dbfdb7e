const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** Dates beyond the year 9999 have no four digits in ISO 8601. */
const LATEST_SECONDS = 253_402_300_799;

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?$/i;

/**
 * A time as a URL or a form has it: ISO 8601 (UTC where it names no zone), seconds since 1970, or before now as `-5m`,
 * `-90s`, `-1h`. Undefined for anything else.
 */
export function parsePageTime(text: string, nowSeconds: number): number | undefined {
  const trimmed = text.trim();
  const seconds = ago(trimmed, nowSeconds) ?? sinceEpoch(trimmed) ?? isoTime(trimmed);
  return seconds !== undefined && seconds >= 0 && seconds <= LATEST_SECONDS ? seconds : undefined;
}

function ago(text: string, nowSeconds: number): number | undefined {
  const [, amount = '', unit = ''] = /^-(\d{1,9})(s|m|min|h|d)?$/.exec(text) ?? [];
  return amount === '' ? undefined : nowSeconds - Number(amount) * (UNIT_SECONDS[unit] ?? 1);
}

function sinceEpoch(text: string): number | undefined {
  return /^\d{1,12}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
}

function isoTime(text: string): number | undefined {
  // A plus in a URL that was not encoded arrives as a blank.
  const [, date, time, zone = 'Z'] = ISO.exec(text.replace(/ (\d\d:?\d\d)$/, '+$1')) ?? ISO.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const milliseconds = Date.parse(`${date}T${time}${zoneText(zone)}`);
  return Number.isFinite(milliseconds) ? milliseconds / 1000 : undefined;
}

function zoneText(zone: string): string {
  if (/^(z|utc)$/i.test(zone)) return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
