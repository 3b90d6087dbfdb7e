import type { EventsSource } from '../../settings.ts';
import { UsageError } from '../usage-error.ts';
import { fileOfNode } from './file-of-node.ts';
import type { ValueKind } from './value-kind.ts';

const MOST_CHARACTERS = 2_000;

/** The URL of a vipscope, or the path of a log. */
export const eventsSource: ValueKind<EventsSource> = {
  wanted:
    'the URL of a vipscope, such as http://ds1:9053, or the path of a log of keepalived, such as ds1=FILE',
  parse: (text) => {
    if (/^https?:/i.test(text)) return text.length > MOST_CHARACTERS ? undefined : vipscope(text);
    const log = fileOfNode(text);
    return log && { kind: 'log', ...log };
  },
};

function vipscope(text: string): EventsSource | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  // Neither shown here nor kept: the command line is part of the result.
  if (url.password !== '') {
    throw new UsageError(
      `--events ${url.protocol}//${url.host} has a password in it, which others would see; write it in a file, and --events ${url.protocol}//USER@${url.host} --events-password-file FILE`,
    );
  }
  if (url.search !== '' || url.hash !== '') return undefined;
  const username = safeDecode(url.username);
  if (username === undefined) return undefined;
  return {
    kind: 'vipscope',
    url: `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`,
    ...(username !== '' && { username }),
  };
}

function safeDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
