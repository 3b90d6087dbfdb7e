import type { PagePatch } from '../view/page/blocks/block.ts';
import { patchPage } from '../view/page/blocks/page-patch.ts';
import { buildPage } from '../view/page/build-page.ts';
import type { Page, PageInput } from '../view/page/page.ts';
import { type PageQuery, pageKey } from '../view/page/query/page-query.ts';
import { WeightedCache } from './weighted-cache.ts';

/** What pages are made from at a moment; undefined for one that history does not have. */
export type InputAt = (query: PageQuery, revision: number) => PageInput | undefined;

export interface LivePagesOptions {
  readonly inputAt: InputAt;
  /** The latest moment, in milliseconds since 1970. */
  readonly latest: () => number | undefined;
  /** What the graphs add at the latest moment. */
  readonly points: () => Readonly<Record<string, number | null>>;
  /** Rows that the kept pages of one moment have at most. */
  readonly maxRows?: number;
}

/** What brings a page to the latest moment; the same object for all who look at the same page. */
export interface LivePatch {
  readonly revision: number;
  /** Of {@link PagePatch}. */
  readonly json: string;
}

/** A row of a page takes some 4 KiB: 80 MiB for the pages of one moment, were each of another filter. */
const MAX_ROWS = 20_000;
/** What a page has besides its rows, in rows. */
const ROWS_OF_FRAME = 20;
const MAX_PATCH_CHARACTERS = 32 * 2 ** 20;
/** What a patch takes besides its text, with its key. */
const CHARACTERS_OF_ENTRY = 1_000;

/**
 * The pages that are being looked at, each built once a moment however many look at it, and what changed between two
 * moments of each.
 */
export class LivePages {
  private readonly options: LivePagesOptions;
  /** Those of the latest moment and of the one before, by query and moment. */
  private pages: WeightedCache<Page>;
  private pagesBefore: WeightedCache<Page>;
  private patches = new WeightedCache<LivePatch | undefined>(MAX_PATCH_CHARACTERS);
  private revision: number | undefined;

  constructor(options: LivePagesOptions) {
    this.options = options;
    this.pages = this.noPages();
    this.pagesBefore = this.noPages();
  }

  /** The page at a moment; undefined where history does not reach. */
  page(query: PageQuery, revision: number): Page | undefined {
    this.turn();
    const key = `${revision} ${pageKey(query)}`;
    const known = this.pages.get(key) ?? this.pagesBefore.get(key);
    if (known !== undefined) return known.value;
    const input = this.options.inputAt(query, revision);
    if (input === undefined) return undefined;
    const page = buildPage(input);
    this.pages.set(key, page, rowsOf(page));
    return page;
  }

  /**
   * What brings a page of moment `base` to the latest one; undefined where that moment is not known any more, and the
   * page has to be loaded again.
   */
  patch(query: PageQuery, base: number): LivePatch | undefined {
    this.turn();
    const { revision } = this;
    if (revision === undefined) return undefined;
    const key = `${base} ${pageKey(query)}`;
    const known = this.patches.get(key);
    if (known !== undefined) return known.value;
    const patch = this.makePatch(query, base, revision);
    this.patches.set(key, patch, (patch?.json.length ?? 0) + CHARACTERS_OF_ENTRY);
    return patch;
  }

  private makePatch(query: PageQuery, base: number, revision: number): LivePatch | undefined {
    const before = this.page(query, base);
    const after = this.page(query, revision);
    if (before === undefined || after === undefined) return undefined;
    const changes = patchPage(before, after) ?? { blocks: {}, cells: {}, rows: {} };
    const patch: PagePatch = { revision, base, ...changes, points: this.options.points() };
    return { revision, json: JSON.stringify(patch) };
  }

  private noPages(): WeightedCache<Page> {
    return new WeightedCache(this.options.maxRows ?? MAX_ROWS);
  }

  /** Forgets what belongs to moments long gone. */
  private turn(): void {
    const latest = this.options.latest();
    if (latest === this.revision) return;
    this.revision = latest;
    this.pagesBefore = this.pages;
    this.pages = this.noPages();
    this.patches = new WeightedCache(MAX_PATCH_CHARACTERS);
  }
}

function rowsOf({ blocks }: Page): number {
  return blocks.reduce((sum, block) => sum + (block.kind === 'table' ? block.rows.length : 0), ROWS_OF_FRAME);
}
