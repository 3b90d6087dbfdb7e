/** What named.conf says about statistics. */
export interface NamedConf {
  readonly directory?: string;
  readonly statisticsFile?: string;
  readonly channels: readonly StatisticsChannel[];
  readonly includes: readonly string[];
}

export interface StatisticsChannel {
  /** As written; `*`, `0.0.0.0` and `::` are every address of the host. */
  readonly address: string;
  readonly port: number;
}

/** A statement up to its semicolon: its words, and the statements in its last braces. */
interface Statement {
  readonly words: string[];
  block: Statement[];
}

/** named's grammar of comments, strings, braces and semicolons (BIND 9 manual, "Configuration File Grammar"). */
const TOKEN =
  /\/\*[\s\S]*?(?:\*\/|$)|(?:\/\/|#)[^\n]*|"((?:[^"\\]|\\.)*)"|([{};])|[^\s{};"#/]+|\/(?![/*])[^\s{};"#]*/g;

/** Reads the little that matters here; the rest may be anything. */
export function readNamedConf(text: string): NamedConf {
  const statements = statementsOf(text);
  const options = within(statements, 'options');
  const directory = wordAfter(options, 'directory');
  const statisticsFile = wordAfter(options, 'statistics-file');
  return {
    ...(directory !== undefined && { directory }),
    ...(statisticsFile !== undefined && { statisticsFile }),
    channels: within(statements, 'statistics-channels').flatMap(channelOf),
    includes: statements.flatMap(({ words: [first, path] }) =>
      first === 'include' && path !== undefined ? [path] : [],
    ),
  };
}

function statementsOf(text: string): Statement[] {
  const top: Statement[] = [];
  const open: Statement[][] = [top];
  let current: Statement = { words: [], block: [] };
  const waiting: Statement[] = [];
  for (const [token, quoted, mark] of text.matchAll(TOKEN)) {
    if (mark === '{') {
      waiting.push(current);
      open.push(current.block);
      current = { words: [], block: [] };
    } else if (mark === '}') {
      current = waiting.pop() ?? { words: [], block: [] };
      if (open.length > 1) open.pop();
    } else if (mark === ';') {
      open.at(-1)?.push(current);
      current = { words: [], block: [] };
    } else if (quoted !== undefined) current.words.push(quoted);
    else if (!/^(?:\/[/*]|#)/.test(token)) current.words.push(token);
  }
  return top;
}

function within(statements: readonly Statement[], name: string): Statement[] {
  return statements.filter(({ words }) => words[0] === name).flatMap(({ block }) => block);
}

function wordAfter(statements: readonly Statement[], name: string): string | undefined {
  return statements.find(({ words }) => words[0] === name)?.words[1];
}

/** `inet 127.0.0.1 port 8053 allow { … };` without a port is port 80. */
function channelOf({ words }: Statement): StatisticsChannel[] {
  const [inet, address, keyword, portText] = words;
  if (inet !== 'inet' || address === undefined) return [];
  const port = keyword === 'port' && portText !== '*' ? Number(portText) : 80;
  return Number.isInteger(port) && port > 0 && port <= 65_535 ? [{ address, port }] : [];
}
