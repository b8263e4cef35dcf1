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
    if ('own' in root.dataset) localStorage.setItem('chengdan.language.adopted', root.dataset.language);
    language = localStorage.getItem('chengdan.language') || localStorage.getItem('chengdan.language.adopted');
    if (language) root.lang = language;
    // A drawing for nobody is in the language that the browser asks for; who picked another here does not see it.
    if (language && 'language' in root.dataset && language !== root.dataset.language) root.dataset.unlike = '';
    if (scheme === 'auto') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.setAttribute('data-mantine-color-scheme', scheme);
  } catch {
    root.setAttribute('data-mantine-color-scheme', 'light');
  }

  // The words are asked for with the program, not once it has come; that one knows better which they are, and is seldom of another mind.
  var address = words[matchLanguage(language ? [language] : navigator.languages)];
  function askForWords() {
    if (!address) return;
    var link = document.createElement('link');
    link.rel = 'preload';
    link.as = 'fetch';
    link.crossOrigin = 'anonymous';
    link.href = address;
    document.head.append(link);
  }
  if (!root.dataset.language) return askForWords();

  // What the server drew is shown first, then the program is asked for: on a slow line or a slow phone both would come late. A page that
  // nobody sees is never shown, and a browser may not say when it is.
  var isBegun = false;
  function begin() {
    if (isBegun) return;
    isBegun = true;
    askForWords();
    document.querySelectorAll('link[rel="later"]').forEach(function (link) {
      link.rel = 'modulepreload';
    });
    document.querySelectorAll('script[type="later"]').forEach(function (later) {
      var script = document.createElement('script');
      script.type = 'module';
      script.crossOrigin = 'anonymous';
      script.src = later.src;
      later.replaceWith(script);
    });
  }
  new PerformanceObserver(begin).observe({ type: 'paint', buffered: true });
  addEventListener('load', function () {
    setTimeout(begin, document.hidden ? 0 : 1000);
  });
})();
