import { MnemonicTable } from './mnemonic-table.ts';

/** Classes that a line may name. ANY is left out: after a name it is a type. `CLASS255` says it. */
export const RECORD_CLASSES = new MnemonicTable(
  [
    ['IN', 1],
    ['CH', 3],
    ['HS', 4],
    ['NONE', 254],
  ],
  'CLASS',
);

/** The class of the Internet (RFC 1035 §3.2.4): what a query has that names none. */
export const CLASS_IN = 1;
