import { describe, expect, it } from 'vitest';
import { bodyOf, changesOf, draftOf, isComplete, type FieldDraft } from './custom-field-draft.ts';

const draft: FieldDraft = {
  object: 'account',
  kind: 'text',
  labels: { en: 'Customer tier', 'zh-Hans': '' },
  choices: [],
  isRequired: false,
  isUnique: false,
};

describe('bodyOf', () => {
  it('makes the key from the English name, or a free number', () => {
    expect(bodyOf(draft, [])).toMatchObject({ key: 'customer_tier', labels: { en: 'Customer tier' } });
    expect(bodyOf(draft, ['customer_tier'])).toMatchObject({ key: 'customer_tier1' });
    const chinese = { ...draft, labels: { en: '', 'zh-Hans': '客户等级' } };
    expect(bodyOf(chinese, ['field1'])).toMatchObject({ key: 'field2', labels: { 'zh-Hans': '客户等级' } });
  });

  it('keeps only the choices that were named, each with its own value', () => {
    const choices = [
      { en: 'Gold', 'zh-Hans': '金牌' },
      { en: '', 'zh-Hans': '' },
      { en: '', 'zh-Hans': '锡牌' },
    ];
    expect(bodyOf({ ...draft, kind: 'choice', choices }, []).choices).toEqual([
      { value: 'gold', labels: { en: 'Gold', 'zh-Hans': '金牌' } },
      { value: 'choice1', labels: { 'zh-Hans': '锡牌' } },
    ]);
    expect(bodyOf({ ...draft, choices }, []).choices).toEqual([]);
  });
});

describe('changesOf', () => {
  it('keeps the values that records hold, and gives new choices their own', () => {
    const field = {
      id: 'x',
      object: 'account',
      key: 'tier',
      kind: 'choice' as const,
      position: 0,
      archivedAt: null,
      version: 3,
      isRequired: false,
      isUnique: false,
      labels: { en: 'Tier', 'zh-Hant': '級別' },
      choices: [{ value: 'gold', labels: { en: 'Gold' } }],
    };
    const edited = draftOf(field);
    const choices = [
      { en: 'Best', 'zh-Hans': '', value: 'gold', isRetired: true },
      { en: 'Gold', 'zh-Hans': '' },
    ];
    expect(changesOf({ ...edited, labels: { en: 'Level', 'zh-Hans': '' }, choices }, field)).toEqual({
      version: 3,
      labels: { en: 'Level', 'zh-Hant': '級別' },
      choices: [
        { value: 'gold', labels: { en: 'Best' }, isRetired: true },
        { value: 'gold1', labels: { en: 'Gold' } },
      ],
      isRequired: false,
      isUnique: false,
    });
  });
});

describe('isComplete', () => {
  it('wants a name, and a value to choose', () => {
    expect(isComplete(draft)).toBe(true);
    expect(isComplete({ ...draft, labels: { en: ' ', 'zh-Hans': '' } })).toBe(false);
    expect(isComplete({ ...draft, kind: 'choice' })).toBe(false);
  });
});
