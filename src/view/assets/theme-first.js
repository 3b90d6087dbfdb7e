// A classic script in the head: the colours that this browser remembers are there before anything is drawn.
(() => {
  const root = document.documentElement;
  if (new URLSearchParams(location.search).has('theme')) return;
  try {
    const remembered = localStorage.getItem('vipscope-theme');
    if (remembered === 'light' || remembered === 'dark') root.dataset.theme = remembered;
  } catch (error) {
    console.info(String(error));
  }
})();
