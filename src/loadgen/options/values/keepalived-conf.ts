import type { KeepalivedConf } from '../../settings.ts';
import { filePath } from './file.ts';
import type { ValueKind } from './value-kind.ts';

/** `ds1=/etc/keepalived/ds1.conf`, or the path alone. */
export const keepalivedConf: ValueKind<KeepalivedConf> = {
  wanted:
    'the path of a keepalived.conf, with the name of its node before it where there are several: ds1=FILE',
  parse: (text) => {
    const [, director, rest = text] = /^([\w.-]+)=(.*)$/s.exec(text) ?? [];
    const path = filePath.parse(rest);
    return path === undefined ? undefined : { ...(director !== undefined && { director }), path };
  },
};
