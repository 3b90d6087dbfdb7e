/** Places of the five figures, in the order connections, packets in and out, bytes in and out. */
export type FivePlaces = readonly [number, number, number, number, number];

/** At which place behind the real server's name a listing has each fact; -1 where it does not have it. */
export interface ServerPlaces {
  readonly forward: number;
  readonly tunnel: number;
  readonly weight: number;
  readonly active: number;
  readonly inactive: number;
  readonly persistent: number;
  readonly upperThreshold: number;
  readonly lowerThreshold: number;
}

/** How the rows of one `ipvsadm -L` mode read. */
export type TableMode =
  | { readonly kind: 'servers'; readonly places: ServerPlaces; readonly columns: number }
  /** Virtual servers and real servers alike have five figures. */
  | { readonly kind: 'counters' | 'rates'; readonly places: FivePlaces };

const COUNTERS = ['Conns', 'InPkts', 'OutPkts', 'InBytes', 'OutBytes'] as const;
const RATES = ['CPS', 'InPPS', 'OutPPS', 'InBPS', 'OutBPS'] as const;

/**
 * Columns are found by their titles, so that those which another program adds are passed over.
 *
 * @param titles the words behind `-> RemoteAddress:Port`, or behind `Prot LocalAddress:Port` where that line has
 * them (print_title in ipvsadm.c, 1.26 to 1.31)
 */
export function tableMode(titles: readonly string[]): TableMode {
  const five = ([a, b, c, d, e]: readonly [string, string, string, string, string]): FivePlaces => [
    titles.indexOf(a),
    titles.indexOf(b),
    titles.indexOf(c),
    titles.indexOf(d),
    titles.indexOf(e),
  ];
  if (COUNTERS.every((title) => titles.includes(title))) return { kind: 'counters', places: five(COUNTERS) };
  if (RATES.every((title) => titles.includes(title))) return { kind: 'rates', places: five(RATES) };
  return {
    kind: 'servers',
    places: {
      forward: titles.indexOf('Forward'),
      tunnel: titles.indexOf('TunnelInfo'),
      weight: titles.indexOf('Weight'),
      active: titles.indexOf('ActiveConn'),
      inactive: titles.indexOf('InActConn'),
      persistent: titles.indexOf('PersistConn'),
      upperThreshold: titles.indexOf('Uthreshold'),
      lowerThreshold: titles.indexOf('Lthreshold'),
    },
    columns: titles.length,
  };
}

const DEFAULT = tableMode(['Forward', 'Weight', 'ActiveConn', 'InActConn']);
const TUNNEL_INFO = tableMode(['Forward', 'TunnelInfo', 'Weight', 'ActiveConn', 'InActConn']);
const THRESHOLDS_OR_PERSISTENT = tableMode(['?', '?', 'ActiveConn', 'InActConn']);
const COUNTERS_OR_RATES = tableMode(['?', '?', '?', '?', '?']);
const FIGURE = /^-?\d+[KMGT]?$/;

/**
 * The mode of a real server's row whose table has no title line, told by its cells. Where two modes look the same
 * only what both have is read, and `doubt` says so.
 */
export function guessMode(cells: readonly string[]): { readonly mode: TableMode; readonly doubt?: string } {
  const [first = '', second = ''] = cells;
  if (!FIGURE.test(first)) return { mode: FIGURE.test(second) ? DEFAULT : TUNNEL_INFO };
  if (cells.length === 4) {
    return {
      mode: THRESHOLDS_OR_PERSISTENT,
      doubt: 'without a title line this may be --thresholds or --persistent-conn',
    };
  }
  return { mode: COUNTERS_OR_RATES, doubt: 'without a title line this may be --stats or --rate' };
}
