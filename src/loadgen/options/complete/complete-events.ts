import type { Settings } from '../../settings.ts';
import type { Draft } from '../draft.ts';
import { UsageError } from '../usage-error.ts';

/** What disturbances are attributed by. @throws UsageError where a user has no password */
export function completeEvents({
  eventsSources: sources = [],
  eventsPasswordFile: passwordFile,
  keepalivedConfs = [],
  realServers = [],
}: Draft): Pick<Settings, 'events'> {
  if (sources.length === 0) return {};
  const withUser = sources.find((source) => source.kind === 'vipscope' && source.username !== undefined);
  if (withUser?.kind === 'vipscope' && passwordFile === undefined) {
    throw new UsageError(
      `--events ${withUser.url} names a user; write the file of the password after --events-password-file`,
    );
  }
  return {
    events: {
      sources,
      realServers,
      ...(passwordFile !== undefined && { passwordFile }),
      keepalivedConfs,
    },
  };
}
