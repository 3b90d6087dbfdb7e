/** The page's stylesheets in src/view/assets, in the order in which they are linked or stand in a file: later ones win. */
export const PAGE_STYLES = [
  'base.css',
  'frame.css',
  'sections.css',
  'tables.css',
  'graphs.css',
  'screens.css',
  'print.css',
] as const;
