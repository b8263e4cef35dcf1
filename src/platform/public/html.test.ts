import { expect, it } from 'vitest';
import { html, visibleText } from './html.ts';

it.each([
  ['text', '<script>alert("1")</script> & \'x\'', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;'],
  ['a number', 12, '12'],
  ['nothing', null, ''],
  ['a piece made here', html`<b>${'<'}</b>`, '<b>&lt;</b>'],
  ['a list of both', [html`<i>a</i>`, '<'], '<i>a</i>&lt;'],
])('writes %s', (_, value, expected) => {
  expect(html`<p title="${value}">${value}</p>`.text).toBe(`<p title="${expected}">${expected}</p>`);
});

it('tells what of a page is read: words of one block stay together, those of two do not', () => {
  const page = '<p>报价<strong>版本</strong>：<a href="a?b&amp;c">3 &lt; 4</a></p><ul><li>one</li>\n<li>two</li></ul>';
  expect(visibleText(page)).toBe('报价版本：3 < 4 one two');
});
