import { expect, it } from 'vitest';
import { html } from './html.ts';

it.each([
  ['text', '<script>alert("1")</script> & \'x\'', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;'],
  ['a number', 12, '12'],
  ['nothing', null, ''],
  ['a piece made here', html`<b>${'<'}</b>`, '<b>&lt;</b>'],
  ['a list of both', [html`<i>a</i>`, '<'], '<i>a</i>&lt;'],
])('writes %s', (_, value, expected) => {
  expect(html`<p title="${value}">${value}</p>`.text).toBe(`<p title="${expected}">${expected}</p>`);
});
