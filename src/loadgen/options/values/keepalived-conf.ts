import type { KeepalivedConf } from '../../settings.ts';
import { fileOfNode } from './file-of-node.ts';
import type { ValueKind } from './value-kind.ts';

/** The configuration of a director, `ds1=/etc/keepalived/ds1.conf`, or of the only one. */
export const keepalivedConf: ValueKind<KeepalivedConf> = {
  wanted:
    'the path of a keepalived.conf, with the name of its node before it where there are several: ds1=FILE',
  parse: fileOfNode,
};
