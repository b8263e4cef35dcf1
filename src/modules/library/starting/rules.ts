import type { ObjectionKind, stages } from '../contract.ts';

/** Languages that the answers which come with the product are written in. */
export const startingLanguages = ['zh-Hans', 'en'] as const;

interface StartingAnswer {
  /** Of its words. */
  key: string;
  objectionKind: ObjectionKind;
  stage: (typeof stages)[number] | null;
}

/** What customers say most, everywhere. */
export const startingAnswers: readonly StartingAnswer[] = [
  { key: 'tooDear', objectionKind: 'price', stage: 'quote' },
  { key: 'discount', objectionKind: 'price', stage: 'quote' },
  { key: 'references', objectionKind: 'trust', stage: 'contact' },
  { key: 'afterSales', objectionKind: 'trust', stage: 'quote' },
  { key: 'later', objectionKind: 'timing', stage: 'needs' },
  { key: 'thinkAboutIt', objectionKind: 'timing', stage: 'quote' },
  { key: 'goodEnough', objectionKind: 'need', stage: 'contact' },
  { key: 'cheaperOffer', objectionKind: 'competitor', stage: 'quote' },
  { key: 'askTheBoss', objectionKind: 'authority', stage: 'quote' },
  { key: 'missingFunction', objectionKind: 'product', stage: 'needs' },
  { key: 'paymentTerms', objectionKind: 'other', stage: 'sign' },
];
