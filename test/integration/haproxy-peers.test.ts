// needs: haproxy, prometheus-haproxy-exporter
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchText } from '../../src/sources/http.ts';
import { freePort } from './support/free-port.ts';
import { startHaproxy, type TestHaproxy } from './support/haproxy.ts';
import { collected, familyOf, type Place, render, series } from './support/haproxy-collect.ts';
import { startProcess } from './support/process.ts';

let haproxy: TestHaproxy;

beforeAll(async () => {
  haproxy = await startHaproxy();
});

afterAll(async () => {
  await haproxy.stop();
});

function socket(): Place {
  return { kind: 'socket', path: haproxy.socket };
}

describe("beside HAProxy's own exporter", () => {
  /** HAProxy's names that are others here; the notes of the families tell why. */
  const RENAMED: Readonly<Record<string, string>> = {
    haproxy_process_failed_resolutions: 'haproxy_process_failed_resolutions_total',
    haproxy_process_pipes_used_total: 'haproxy_process_pipes_used',
    haproxy_process_pipes_free_total: 'haproxy_process_pipes_free',
    haproxy_process_http_comp_bytes_in_total: 'haproxy_process_http_comp_bytes_in_rate',
    haproxy_process_http_comp_bytes_out_total: 'haproxy_process_http_comp_bytes_out_rate',
  };

  /** Neither `show info` nor `show stat` tells of stick tables. */
  const NOT_TOLD = ['haproxy_sticktable_size', 'haproxy_sticktable_used'];

  /** What is told here and not there. */
  const ADDED = [
    'haproxy_up',
    'haproxy_process_node',
    'haproxy_process_description',
    'haproxy_process_pid',
    'haproxy_process_debug_commands_issued_total',
    'haproxy_process_tainted',
    'haproxy_server_agent_status',
    'haproxy_server_check_in_progress',
    'haproxy_frontend_http_requests_rate_current',
    'haproxy_frontend_connections_rate_current',
    'haproxy_server_agent_duration_seconds',
    'haproxy_server_check_rise',
    'haproxy_server_check_fall',
    'haproxy_server_check_health',
    'haproxy_server_agent_rise',
    'haproxy_server_agent_fall',
    'haproxy_server_agent_health',
    'haproxy_server_info',
    'haproxy_server_active',
    'haproxy_server_backup',
    'haproxy_server_agent_code',
    'haproxy_server_http_requests_total',
    'haproxy_frontend_current_session_rate',
    'haproxy_backend_current_session_rate',
    'haproxy_server_current_session_rate',
    'haproxy_backend_info',
    'haproxy_frontend_module_total',
    'haproxy_frontend_module_current',
    'haproxy_listener_module_total',
    'haproxy_backend_module_total',
    'haproxy_backend_module_current',
    'haproxy_server_module_total',
  ];

  async function promex(): Promise<Map<string, number>> {
    const limits = { signal: AbortSignal.timeout(5_000), maxBytes: 1 << 26 };
    const theirs = series(await fetchText({ url: haproxy.promexUrl }, limits));
    return new Map(
      [...theirs]
        // NaN stands for a cell that CSV leaves empty.
        .filter(([, value]) => !Number.isNaN(value))
        .map(([name, value]) => [
          name.replace(familyOf(name), RENAMED[familyOf(name)] ?? familyOf(name)),
          value,
        ]),
    );
  }

  test('the same families, but for those listed here', async () => {
    const theirs = new Set([...(await promex()).keys()].map(familyOf));
    const ours = new Set([...series(render(await collected(socket()))).keys()].map(familyOf));
    expect([...theirs].filter((name) => !ours.has(name))).toEqual(NOT_TOLD);
    expect([...ours].filter((name) => !theirs.has(name)).sort()).toEqual([...ADDED].sort());
  });

  test('the same types', async () => {
    const types = (text: string): Map<string, string> =>
      new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']));
    const limits = { signal: AbortSignal.timeout(5_000), maxBytes: 1 << 26 };
    const theirs = types(await fetchText({ url: haproxy.promexUrl }, limits));
    const ours = types(render(await collected(socket())));
    const others = [...theirs].filter(([name, type]) => ours.has(name) && ours.get(name) !== type);
    expect(others).toEqual([]);
  });

  test('the same series with the same values', async () => {
    // Being read changes these: connections and rates of the moment, and all that the proxy of the exporter counts.
    const moving =
      /^haproxy_process_(?:current_\w+|max_\w+_rate|idle_time_percent|jobs|bytes_out_rate|requests_total|\w*connections_total|pool_\w+)\b|_rate\b|proxy="promex"/;
    // CSV averages over the requests there were, HAProxy's own exporter always over 512 (src/stats.c, srv_samples_window).
    const averaged = /_time_average_seconds\{/;
    await expect
      .poll(
        async () => {
          const before = await promex();
          // Of all series one has a label more here.
          const ours = series(render(await collected(socket())).replace(/,release_date="[^"]*"/, ''));
          const after = await promex();
          const wrong = [...before].filter(([name, value]) => {
            if (NOT_TOLD.includes(familyOf(name))) return false;
            const mine = ours.get(name);
            // HAProxy's own exporter writes 0 where a check gave no code.
            if (mine === undefined) return !(/_(?:check|agent)_code\{/.test(name) && value === 0);
            const other = after.get(name) ?? value;
            return (
              !moving.test(name) &&
              !averaged.test(name) &&
              (mine < Math.min(value, other) || mine > Math.max(value, other))
            );
          });
          return wrong.map(([name, value]) => `${name}: ${value} there, ${ours.get(name)} here`);
        },
        { timeout: 10_000 },
      )
      .toEqual([]);
  });
});

describe('beside haproxy_exporter', () => {
  /** What haproxy_exporter names otherwise, in the order in which it is tried. */
  const RENAMED: readonly (readonly [RegExp, string])[] = [
    [
      /^haproxy_version_info\{release_date="([^"]*)",version="([^"]*)"\}/,
      'haproxy_process_build_info{version="$2",release_date="$1"}',
    ],
    [/\{(?:frontend|backend)=/, '{proxy='],
    [/\{(code="[^"]*"),frontend=("[^"]*")\}/, '{proxy=$2,$1}'],
    [/\{(proxy="[^"]*"),(code="[^"]*"),(server="[^"]*")\}/, '{$1,$3,$2}'],
    [/^haproxy_(backend|server)_up\{(.*)\}/, 'haproxy_$1_status{$2,state="UP"}'],
    [/_compressor_bytes_/, '_http_comp_bytes_'],
    [/_http_responses_compressed_total/, '_http_comp_responses_total'],
    [/_backend_current_server\{/, '_backend_active_servers{'],
    [/_server_selected_total/, '_loadbalanced_total'],
    [/_http_(queue|connect|response|total)_time_average/, '_$1_time_average'],
  ];

  test('each of its series is here', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/metrics`;
    const limits = { signal: AbortSignal.timeout(10_000), maxBytes: 1 << 26 };
    const exporter = await startProcess(
      [
        'prometheus-haproxy-exporter',
        `--web.listen-address=127.0.0.1:${port}`,
        `--haproxy.scrape-uri=unix:${haproxy.socket}`,
      ],
      {
        readyWhen: async () => (await fetchText({ url }, limits)).includes('haproxy_up 1'),
        timeoutMs: 10_000,
      },
    );
    try {
      const theirs = [...series(await fetchText({ url }, limits)).keys()].filter((name) =>
        /^haproxy_(?!exporter_)/.test(name),
      );
      expect(theirs.length).toBeGreaterThan(250);
      const ours = series(render(await collected(socket())));
      const renamed = theirs.map((name) =>
        RENAMED.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), name),
      );
      expect(renamed.filter((name) => !ours.has(name))).toEqual([]);
    } finally {
      await exporter.stop();
    }
  });
});
