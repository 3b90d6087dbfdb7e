/**
 * A part of the page that is brought up to date by itself, in an element with its id. A change of figures in a table
 * costs those cells; any other change costs the block.
 */
export type Block =
  | {
      readonly kind: 'markup';
      readonly id: string;
      readonly section: SectionId;
      /** All that stands in the element. */
      readonly markup: string;
    }
  | {
      readonly kind: 'table';
      readonly id: string;
      readonly section: SectionId;
      /** What stands in the element before the rows, such as caption and headings; with {@link after} it holds them. */
      readonly before: string;
      readonly rows: readonly BlockRow[];
      readonly after: string;
    };

/**
 * Parts of the page in their order, each an element with this id that holds its blocks and nothing else. Where
 * blocks come or go, a patch holds the whole section under its id.
 */
export const SECTION_IDS = [
  'now',
  'warnings',
  'vip',
  'ipvs',
  'haproxy',
  'bind',
  'graphs',
  'events',
  'sources',
  'peers',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** A row, in the page an element `tr` with its key in `data-key`. */
export interface BlockRow {
  /** Unique in its block. */
  readonly key: string;
  /** Classes of the row, such as its state; '' for none. */
  readonly className: string;
  readonly cells: readonly BlockCell[];
}

/** A cell: `<td>`, or for `isHeading` `<th scope="row">`. */
export interface BlockCell {
  /** Safe markup; mostly plain text. */
  readonly markup: string;
  readonly className: string;
  /** What phone width shows before it, since there are no headings then; the text of the column's heading. */
  readonly label: string;
  readonly isHeading: boolean;
}

/** What changed on a page between two moments, as it is sent to it. */
export interface PagePatch {
  /**
   * The moment that the page shows afterwards, in milliseconds since 1970. A page says which one it shows when it asks
   * for the stream (`/live?…&revision=`, then by Last-Event-ID), and gets what changed since then.
   */
  readonly revision: number;
  /** The moment that this changes; one that shows another asks for the whole page again. */
  readonly base: number;
  /** What stands in whole elements, by id: blocks and sections. */
  readonly blocks: Readonly<Record<string, string>>;
  /** Cells by block id: row (of those with a `data-key`) and column from 0, markup and classes. */
  readonly cells: Readonly<Record<string, readonly PatchedCell[]>>;
  /** Classes of rows by block id. */
  readonly rows: Readonly<Record<string, readonly (readonly [row: number, className: string])[]>>;
  /** Points that the graphs add, by series id; see the route /history.json. */
  readonly points: Readonly<Record<string, number | null>>;
}

export type PatchedCell = readonly [row: number, column: number, markup: string, className: string];
