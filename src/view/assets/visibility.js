/** A tab that nobody has looked at for so long lets go of its stream. */
const HIDDEN_MS = 60_000;

/**
 * Tells when the page goes out of sight for longer, and when it is seen again.
 *
 * @param {{ onHidden: () => void, onSeen: () => void }} parts
 */
export function watchVisibility({ onHidden, onSeen }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isGone = false;
  const leave = () => {
    isGone = true;
    onHidden();
  };
  const comeBack = () => {
    clearTimeout(timer);
    if (isGone) onSeen();
    isGone = false;
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) timer = setTimeout(leave, HIDDEN_MS);
    else comeBack();
  });
  // Into the cache of back and forward, and out of it.
  addEventListener('pagehide', leave);
  addEventListener('pageshow', comeBack);
}
