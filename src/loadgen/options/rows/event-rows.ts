import { type OptionRow, takes } from '../option-row.ts';
import { eventsSource } from '../values/events-source.ts';
import { filePath } from '../values/file.ts';
import { keepalivedConf } from '../values/keepalived-conf.ts';
import { realServerName } from '../values/real-server-name.ts';

/** Where a run learns what the stack does meanwhile. */
export const EVENT_ROWS: readonly OptionRow[] = [
  {
    group: 'Answers',
    long: ['events'],
    metavar: 'SOURCE',
    help: 'URL or log',
    takes: takes(eventsSource, (source, { eventsSources = [] }) => ({
      eventsSources: [...eventsSources, source],
      ledger: true,
    })),
  },
  {
    group: 'Answers',
    long: ['events-password-file'],
    metavar: 'FILE',
    help: '',
    takes: takes(filePath, (eventsPasswordFile) => ({ eventsPasswordFile })),
  },
  {
    group: 'Answers',
    long: ['keepalived-conf'],
    metavar: '[NODE=]FILE',
    help: '',
    takes: takes(keepalivedConf, (conf, { keepalivedConfs = [] }) => ({
      keepalivedConfs: [...keepalivedConfs, conf],
    })),
  },
  {
    group: 'Answers',
    long: ['real-server'],
    metavar: 'NAME=IP[:PORT]',
    help: '',
    takes: takes(realServerName, (named, { realServers = [] }) => ({
      realServers: [...realServers, named],
    })),
  },
];
