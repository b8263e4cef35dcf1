// Runs before anything is drawn, so that neither colours nor fonts flash. A file of its own: the page's policy allows no inline script.
(function () {
  var root = document.documentElement;
  try {
    var scheme = localStorage.getItem('chengdan.scheme') || 'auto';
    var language = localStorage.getItem('chengdan.language');
    if (language) root.lang = language;
    if (scheme === 'auto') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.setAttribute('data-mantine-color-scheme', scheme);
  } catch {
    root.setAttribute('data-mantine-color-scheme', 'light');
  }
})();
