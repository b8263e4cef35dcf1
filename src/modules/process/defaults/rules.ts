import type { CriterionInput, StageInput, StageTaskInput } from '../contract.ts';

/** A criterion of the default processes; its texts are words of this module (`defaults.criteria.<key>`). */
export type DefaultCriterion = Pick<CriterionInput, 'key' | 'level' | 'kind' | 'spec' | 'allowsUnknown'>;
export type DefaultTask = Pick<StageTaskInput, 'key' | 'dueDays' | 'dueFrom'> & { words: string };
export interface DefaultStage extends Pick<
  StageInput,
  'key' | 'phase' | 'role' | 'targetDays' | 'secondTarget' | 'probabilityBp' | 'probabilityWonBp'
> {
  /** Words key of what the customer may expect, below `defaults.stages.<key>`. */
  expectation: 'expectation' | 'quickExpectation';
  tasks: DefaultTask[];
  criteria: DefaultCriterion[];
}
export interface DefaultProcess {
  key: string;
  isDefault: boolean;
  stages: DefaultStage[];
}

type Rest = Partial<Pick<CriterionInput, 'kind' | 'spec' | 'allowsUnknown'>>;
const required = (key: string, rest: Rest = {}): DefaultCriterion => ({
  key,
  level: 'required',
  kind: 'fact',
  spec: { fact: key },
  allowsUnknown: false,
  ...rest,
});
const advised = (key: string, rest: Rest = {}): DefaultCriterion => ({ ...required(key, rest), level: 'advised' });
const task = (key: string, dueDays: number, dueFrom: StageTaskInput['dueFrom'] = 'entered', words = key): DefaultTask => ({
  key,
  dueDays,
  dueFrom,
  words,
});

const contact: DefaultStage = {
  key: 'contact',
  phase: 1,
  role: 'seller',
  targetDays: 10,
  secondTarget: null,
  probabilityBp: 1000,
  probabilityWonBp: null,
  expectation: 'expectation',
  tasks: [task('contact.research', 1), task('contact.first', 1), task('contact.case', 4)],
  criteria: [
    required('contact.reachable'),
    required('contact.twoWay', { kind: 'activity', spec: { isTwoWay: true, isDone: true } }),
    required('interest.noted', { kind: 'field', spec: { field: 'interest' } }),
    advised('icp.fits'),
    advised('demo.done', { kind: 'activity', spec: { activityKinds: ['demo', 'trial'], isDone: true } }),
  ],
};

const needs: DefaultStage = {
  key: 'needs',
  phase: 2,
  role: 'seller',
  targetDays: 14,
  secondTarget: null,
  probabilityBp: 2500,
  probabilityWonBp: null,
  expectation: 'expectation',
  tasks: [task('needs.interview', 2), task('needs.deciders', 5), task('needs.check', 10)],
  criteria: [
    required('needs.confirmed'),
    required('decider.named'),
    required('needs.timingAndBudget', { kind: 'checklist', spec: {}, allowsUnknown: true }),
    advised('solution.covers'),
    advised('decider.met'),
  ],
};

const quoteCriteria = [
  required('quote.sent'),
  required('terms.set'),
  required('quote.accepted'),
  advised('objections.closed'),
  advised('credit.checked'),
];
const quote: DefaultStage = {
  key: 'quote',
  phase: 3,
  role: 'seller',
  targetDays: 12,
  secondTarget: null,
  probabilityBp: 5000,
  probabilityWonBp: null,
  expectation: 'expectation',
  tasks: [task('quote.make', 2), task('quote.doubts', 4), task('quote.chase', 9)],
  criteria: quoteCriteria,
};
const quickQuote: DefaultStage = {
  ...quote,
  targetDays: 5,
  expectation: 'quickExpectation',
  tasks: [task('quote.make', 1), task('quote.chase', 3, 'entered', 'quote.quickChase')],
};

const sign: DefaultStage = {
  key: 'sign',
  phase: 4,
  role: 'seller',
  targetDays: 10,
  secondTarget: 'promisedOn',
  probabilityBp: 8000,
  probabilityWonBp: 10_000,
  expectation: 'expectation',
  tasks: [task('sign.draft', 1), task('sign.review', 3), task('sign.handOver', 2, 'won')],
  criteria: [
    required('won.proved'),
    required('delivery.accepted'),
    advised('deposit.received'),
    advised('delivery.tasksMet'),
    advised('delivery.remarksOwned'),
  ],
};
const quickSign: DefaultStage = {
  ...sign,
  targetDays: 3,
  probabilityBp: 9000,
  tasks: [task('sign.draft', 1), task('sign.review', 2), task('sign.handOver', 2, 'won')],
};

const care: DefaultStage = {
  key: 'care',
  phase: 5,
  role: 'support',
  targetDays: 30,
  secondTarget: null,
  probabilityBp: 10_000,
  probabilityWonBp: 10_000,
  expectation: 'expectation',
  tasks: [task('care.call', 3), task('care.csat', 14), task('care.next', 28)],
  criteria: [
    required('csat.scored'),
    required('care.clear'),
    required('checkIn.dated', { kind: 'field', spec: { field: 'nextStepOn' } }),
    advised('payments.onPlan'),
    advised('referral.asked'),
  ],
};

/** What a new workspace starts with. */
export const defaultProcesses: readonly DefaultProcess[] = [
  { key: 'standard', isDefault: true, stages: [contact, needs, quote, sign, care] },
  { key: 'quickOrder', isDefault: false, stages: [quickQuote, quickSign, care] },
];
