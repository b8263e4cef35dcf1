// Runs before anything is drawn, so that neither colours nor fonts flash. A file of its own: the page's policy allows no inline script.
// `matchLanguage` is that of `languages.ts`: the build writes it above (`scripts/words-plugin.ts`).
/* global matchLanguage */
// The page's policy forbids code made from texts, which Zod would otherwise try for speed; it reads this when it is loaded.
globalThis.__zod_globalConfig = { jitless: true };

(function () {
  var words = JSON.parse(document.currentScript.dataset.words || '{}');
  var language = null;
  var root = document.documentElement;
  try {
    var scheme = localStorage.getItem('chengdan.scheme') || 'auto';
    // A page with somebody's first screen is in their language.
    if (root.dataset.language) localStorage.setItem('chengdan.language.adopted', root.dataset.language);
    language = localStorage.getItem('chengdan.language') || localStorage.getItem('chengdan.language.adopted');
    if (language) root.lang = language;
    if (scheme === 'auto') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.setAttribute('data-mantine-color-scheme', scheme);
  } catch {
    root.setAttribute('data-mantine-color-scheme', 'light');
  }

  // The words are asked for now, not once the program has come; that one knows better which they are, and is seldom of another mind.
  var address = words[matchLanguage(language ? [language] : navigator.languages)];
  if (!address) return;
  var link = document.createElement('link');
  link.rel = 'preload';
  link.as = 'fetch';
  link.crossOrigin = 'anonymous';
  link.href = address;
  // What is drawn already says what it says: its styles come first.
  if (root.dataset.language) link.fetchPriority = 'low';
  document.head.append(link);
})();
