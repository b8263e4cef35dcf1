import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import en from '../../platform/words/en.json' with { type: 'json' };
import chinese from '../../platform/words/zh-Hans.json' with { type: 'json' };
import { Brand } from './brand.tsx';

it.each([
  ['en', 'Chengdan'],
  ['zh-Hans', '成单'],
])('shows the one sign of the product, and its name as %s writes it', async (language, name) => {
  const i18n = i18next.createInstance();
  await i18n.init({ lng: language, resources: { en: { platform: en }, 'zh-Hans': { platform: chinese } } });
  const shown = renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <Brand />
    </I18nextProvider>,
  );
  expect(shown.replace(/<(?!img)[^>]*>/g, '')).toBe(`<img src="/favicon.svg" alt="" width="24" height="24"/>${name}`);
});
