import type { ConfigEnvironment } from '../../../src/exporter/config/build-config.ts';

/** The process that loads configurations in tests. */
export const ENVIRONMENT: ConfigEnvironment = {
  hostname: 'host1',
  workingDirectory: '/etc/vipscope',
  variables: { HAPROXY_PASSWORD: 's3cret' },
};
