import { describe, expect, it } from 'vitest';
import { Material } from '../../library/contract.ts';
import { offered, rankAnswers, type Situation } from './rules.ts';

const id = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const product = { id: id(900), title: 'Camera' };
const empty = Object.fromEntries(Object.keys(Material.shape).map((key) => [key, null]));

function answer(number: number, more: Partial<Material>): Material {
  return Object.assign(
    Object.create(null),
    empty,
    { id: id(number), title: `Answer ${number}`, usedCount: 0, closedCount: 0 },
    more,
  );
}

const situation: Situation = { phase: 3, productIds: [product.id], industry: 'Automotive', language: 'zh-Hans' };

describe('rankAnswers', () => {
  it.each<[string, Partial<Material>, Partial<Material>]>([
    ['for the product before one that solved more', { product }, { solvedBp: 9000 }],
    ['of the industry before one of the stage', { industry: ' automotive ' }, { stage: 'quote' }],
    ['in the language before one of the stage', { language: 'zh-Hans' }, { stage: 'quote' }],
    ['of this stage before one of another', { stage: 'quote' }, { stage: 'contact' }],
    ['that solved more before one that is used more', { solvedBp: 6000 }, { solvedBp: 5900, usedCount: 90 }],
    ['that is used more where nobody can tell yet', { usedCount: 3 }, { usedCount: 2 }],
  ])('offers one %s', (_name, better, other) => {
    expect(rankAnswers([answer(1, other), answer(2, better)], situation).map((one) => one.id)).toEqual([id(2), id(1)]);
  });

  it('leaves out what is for another product, and offers no more than can be read', () => {
    const many = Array.from({ length: 20 }, (_, index) => answer(index, {}));
    const ranked = rankAnswers([answer(50, { product: { id: id(901), title: 'Pump' } }), ...many], situation);
    expect(ranked).toHaveLength(offered);
    expect(ranked.map((one) => one.id)).not.toContain(id(50));
  });
});
