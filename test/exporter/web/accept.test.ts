import { expect, test } from 'vitest';
import { acceptsGzip, negotiateFormat } from '../../../src/exporter/web/accept.ts';

test.each([
  // What scrapers and browsers send.
  [
    'Prometheus 2.42 (Debian 12)',
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'openmetrics',
  ],
  [
    'Prometheus 3',
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1',
    'openmetrics',
  ],
  [
    'Prometheus 3 that prefers protobuf',
    'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1',
    'openmetrics',
  ],
  ['Prometheus with PrometheusText0.0.4 only', 'text/plain;version=0.0.4;q=0.6,*/*;q=0.5', 'prometheus'],
  ['curl', '*/*', 'prometheus'],
  [
    'Chromium',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'prometheus',
  ],
  // The rules of RFC 9110 section 12.5.1.
  ['no header', undefined, 'prometheus'],
  ['an empty header', '', 'prometheus'],
  ['only OpenMetrics', 'application/openmetrics-text', 'openmetrics'],
  ['only OpenMetrics 1.0.0', 'application/openmetrics-text; version=1.0.0', 'openmetrics'],
  ['a quoted version', 'application/openmetrics-text; version="1.0.0"', 'openmetrics'],
  [
    'upper case and spaces',
    '  Application/OpenMetrics-Text ; Version=1.0.0 ; Q=0.9 , text/plain;q=0.8',
    'openmetrics',
  ],
  ['only OpenMetrics 0.0.1', 'application/openmetrics-text; version=0.0.1', 'prometheus'],
  ['only OpenMetrics 2.0.0', 'application/openmetrics-text; version=2.0.0', 'prometheus'],
  ['text by quality', 'application/openmetrics-text;q=0.4, text/plain;q=0.5', 'prometheus'],
  ['OpenMetrics by quality', 'text/plain;q=0.4, application/openmetrics-text;q=0.5', 'openmetrics'],
  ['OpenMetrics refused', 'application/openmetrics-text;q=0, */*', 'prometheus'],
  ['text refused', 'text/plain;q=0, */*', 'openmetrics'],
  ['both refused', 'text/plain;q=0, application/openmetrics-text;q=0', 'prometheus'],
  [
    'the specific range decides, not the wide one',
    'text/*;q=0.9, text/plain;q=0.1, application/openmetrics-text;q=0.5',
    'openmetrics',
  ],
  ['the specific range wins a tie', 'application/openmetrics-text, */*', 'openmetrics'],
  ['the first named wins a tie', 'application/openmetrics-text, text/plain', 'openmetrics'],
  ['the first named wins a tie, the other way', 'text/plain, application/openmetrics-text', 'prometheus'],
  ['application/*', 'application/*', 'openmetrics'],
  ['text/*', 'text/*', 'prometheus'],
  ['neither', 'application/json', 'prometheus'],
  ['a quality above 1', 'application/openmetrics-text;q=2, text/plain;q=0.1', 'prometheus'],
  ['a quality that is no number', 'application/openmetrics-text;q=high, text/plain;q=0.1', 'prometheus'],
  ['a negative quality', 'application/openmetrics-text;q=-1, text/plain;q=0.1', 'prometheus'],
  ['garbage', ';;;,,,q=,=;"', 'prometheus'],
])('%s', (_name, accept, expected) => {
  expect(negotiateFormat(accept)).toBe(expected);
});

test.each([
  [undefined, false],
  ['', false],
  ['gzip', true],
  ['GZIP', true],
  ['x-gzip', true],
  ['deflate, gzip;q=0.5', true],
  ['br;q=1.0, gzip;q=0.8, *;q=0.1', true],
  ['gzip;q=0', false],
  ['gzip;q=0.0, *', false],
  ['*', true],
  ['*;q=0', false],
  ['identity', false],
  ['br', false],
  ['gzipped', false],
])('Accept-Encoding %j: gzip %j', (header, expected) => {
  expect(acceptsGzip(header)).toBe(expected);
});
