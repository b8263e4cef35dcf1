import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import words from '../words/en.json' with { type: 'json' };
import { overdueDays, shadeOf, Staircase, type StairStep } from './staircase.tsx';

const steps: StairStep[] = [
  { id: 'a', name: 'Contact', state: 'done', days: 6, targetDays: 10 },
  { id: 'b', name: 'Needs', state: 'done', days: 17, targetDays: 14 },
  { id: 'c', name: 'Quote', state: 'current', days: 16, targetDays: 12 },
  { id: 'd', name: 'Sign', state: 'future', targetDays: 20 },
  { id: 'e', name: 'Care', state: 'future', note: 'after the sale' },
];

beforeAll(async () => {
  await i18next
    .use(initReactI18next)
    .init({ lng: 'en', resources: { en: { web: words } }, interpolation: { escapeValue: false } });
});

describe('Staircase', () => {
  const items = (html: string): string[] => html.match(/<li.*?<\/li>/g) ?? [];

  it('says the time spent against the target, and how much it is over', () => {
    const texts = items(renderToStaticMarkup(<Staircase steps={steps} label="Deal" />)).map((item) =>
      item
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    expect(texts).toEqual([
      '1 Contact 6d of 10d ✓',
      '2 Needs 17d of 14d · 3d over',
      '3 Quote now · 16d of 12d · 4d over',
      '4 Sign target 20d',
      '5 Care after the sale',
    ]);
  });

  it('marks where the deal is and what is late', () => {
    const html = items(renderToStaticMarkup(<Staircase steps={steps} label="Deal" />));
    expect(html.map((item) => item.includes('aria-current="step"'))).toEqual([false, false, true, false, false]);
    expect(html.map((item) => item.includes('data-late'))).toEqual([false, true, true, false, false]);
  });

  it('makes buttons of the steps only when they do something', () => {
    expect(renderToStaticMarkup(<Staircase steps={steps} label="Deal" />)).not.toContain('<button');
    expect(
      renderToStaticMarkup(<Staircase steps={steps} label="Deal" onSelect={() => undefined} />).match(/<button/g),
    ).toHaveLength(5);
  });
});

describe('overdueDays', () => {
  it('counts nothing for steps to come or without a target', () => {
    expect(steps.map(overdueDays)).toEqual([0, 3, 4, 0, 0]);
    expect(overdueDays({ id: 'x', name: '', state: 'current', days: 9 })).toBe(0);
  });
});

describe('shadeOf', () => {
  it('is deepest where the deal is and lighter behind it', () => {
    expect([0, 1, 2].map((index) => shadeOf(index, 2))).toEqual([3, 4, 5]);
    expect(shadeOf(0, 7)).toBe(1);
  });
});
