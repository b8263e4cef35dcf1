// Runs before anything is drawn, so that neither colours nor fonts flash. A file of its own: the page's policy allows no inline script.
// The page's policy forbids code made from texts, which Zod would otherwise try for speed; it reads this when it is loaded.
globalThis.__zod_globalConfig = { jitless: true };

(function () {
  var root = document.documentElement;
  try {
    var scheme = localStorage.getItem('chengdan.scheme') || 'auto';
    var language = localStorage.getItem('chengdan.language') || localStorage.getItem('chengdan.language.adopted');
    if (language) root.lang = language;
    if (scheme === 'auto') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.setAttribute('data-mantine-color-scheme', scheme);
  } catch {
    root.setAttribute('data-mantine-color-scheme', 'light');
  }
})();
