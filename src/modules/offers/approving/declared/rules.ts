import { clausesText, departuresText, marginNote } from '../wording/rules.ts';
import type { SubjectField, SubjectKind } from '../../../approvals/subjects/rules.ts';

const seeCost = { right: 'seeCost', reveals: ['product', 'costMinor'] } as const;

export const approvalFields: readonly SubjectField[] = [
  { key: 'discountBp', label: 'offers:approval.discountBp', kind: 'percent', worse: 'higher', isMain: true },
  {
    key: 'marginBp',
    label: 'offers:approval.marginBp',
    kind: 'percent',
    worse: 'lower',
    isMain: true,
    note: marginNote,
    ...seeCost,
  },
  { key: 'totalMinor', label: 'offers:approval.totalMinor', kind: 'money', worse: 'never', isMain: true, of: 'totalMinor' },
  { key: 'paymentDays', label: 'offers:approval.paymentDays', kind: 'days', worse: 'higher' },
  { key: 'depositBp', label: 'offers:approval.depositBp', kind: 'percent', worse: 'lower' },
  { key: 'hasOwnTerms', label: 'offers:approval.hasOwnTerms', kind: 'flag', worse: 'higher' },
  { key: 'hasNewClause', label: 'offers:approval.hasNewClause', kind: 'flag', worse: 'higher' },
  {
    key: 'newClauses',
    label: 'offers:approval.newClauses',
    kind: 'text',
    worse: 'parts',
    detailOf: ['hasOwnTerms', 'hasNewClause'],
    wording: clausesText,
  },
  { key: 'departsFromPolicy', label: 'offers:approval.departsFromPolicy', kind: 'flag', worse: 'higher' },
  {
    key: 'departures',
    label: 'offers:approval.departures',
    kind: 'text',
    worse: 'parts',
    detailOf: ['departsFromPolicy'],
    wording: departuresText,
  },
  {
    key: 'isOverCredit',
    label: 'offers:approval.isOverCredit',
    kind: 'flag',
    worse: 'higher',
    reveals: ['account', 'creditLimitMinor'],
  },
];

export const approvalLineFields: readonly SubjectField[] = [
  { key: 'discountBp', label: 'offers:approval.lineDiscountBp', kind: 'percent', worse: 'higher', isMain: true },
  { key: 'marginBp', label: 'offers:approval.lineMarginBp', kind: 'percent', worse: 'lower', isMain: true, ...seeCost },
  {
    key: 'belowFloorBp',
    label: 'offers:approval.lineBelowFloorBp',
    kind: 'percent',
    worse: 'higher',
    detailOf: ['isUnderFloor'],
    ...seeCost,
  },
  { key: 'isUnderFloor', label: 'offers:approval.lineIsUnderFloor', kind: 'flag', worse: 'higher' },
  {
    key: 'belowTargetBp',
    label: 'offers:approval.lineBelowTargetBp',
    kind: 'percent',
    worse: 'higher',
    detailOf: ['isUnderTarget'],
    ...seeCost,
  },
  { key: 'isUnderTarget', label: 'offers:approval.lineIsUnderTarget', kind: 'flag', worse: 'higher' },
  { key: 'amountMinor', label: 'offers:approval.lineAmountMinor', kind: 'money', worse: 'never', isMain: true, of: 'totalMinor' },
];

export const approvalAggregates: SubjectKind['aggregates'] = [
  { key: 'maxDiscountBp', label: 'offers:approval.maxDiscountBp', kind: 'percent', worse: 'higher', by: 'max', of: 'discountBp' },
  {
    key: 'minMarginBp',
    label: 'offers:approval.minMarginBp',
    kind: 'percent',
    worse: 'lower',
    by: 'min',
    of: 'marginBp',
    ...seeCost,
  },
  {
    key: 'maxBelowFloorBp',
    label: 'offers:approval.maxBelowFloorBp',
    kind: 'percent',
    worse: 'higher',
    by: 'max',
    of: 'belowFloorBp',
    ...seeCost,
  },
  { key: 'isUnderFloor', label: 'offers:approval.isUnderFloor', kind: 'flag', worse: 'higher', by: 'any', of: 'isUnderFloor' },
  {
    key: 'maxBelowTargetBp',
    label: 'offers:approval.maxBelowTargetBp',
    kind: 'percent',
    worse: 'higher',
    by: 'max',
    of: 'belowTargetBp',
    ...seeCost,
  },
  { key: 'isUnderTarget', label: 'offers:approval.isUnderTarget', kind: 'flag', worse: 'higher', by: 'any', of: 'isUnderTarget' },
];

const manager = { order: 1, mode: 'any', approvers: [{ kind: 'manager', level: 1 }], escalateAfterHours: 16 } as const;

/**
 * A rule has all of its conditions, so "or" is two of them; both ask the same person, who decides both at once. The second looks at
 * how far, so that an approval of a little below the floor is none of more.
 */
export const approvalPresets: SubjectKind['presets'] = [
  {
    key: 'discountOver10',
    label: 'offers:approval.greatDiscount',
    conditions: [{ field: 'maxDiscountBp', op: 'gt', value: 1000 }],
    steps: [{ ...manager, approvers: [...manager.approvers] }],
    selfApproval: 'superior',
  },
  {
    key: 'underFloor',
    label: 'offers:approval.underFloor',
    conditions: [{ field: 'maxBelowFloorBp', op: 'gt', value: 0 }],
    steps: [{ ...manager, approvers: [...manager.approvers] }],
    selfApproval: 'superior',
  },
  // Nothing departs until the workspace sets a policy. A departure that is new or goes further than what was approved is asked about anew.
  {
    key: 'termsOffPolicy',
    label: 'offers:approval.termsOffPolicy',
    conditions: [
      { field: 'departsFromPolicy', op: 'isTrue' },
      { field: 'departures', op: 'ne', value: '' },
    ],
    steps: [{ ...manager, approvers: [...manager.approvers] }],
    selfApproval: 'superior',
  },
  // No clause is new until the workspace has standard ones. One that is added or reworded after the approval is asked about anew.
  {
    key: 'newClause',
    label: 'offers:approval.newClause',
    conditions: [{ field: 'hasNewClause', op: 'isTrue' }],
    steps: [{ ...manager, approvers: [...manager.approvers] }],
    selfApproval: 'superior',
  },
  {
    key: 'underTarget',
    label: 'offers:approval.underTarget',
    conditions: [{ field: 'maxBelowTargetBp', op: 'gt', value: 0 }],
    steps: [{ ...manager, approvers: [...manager.approvers] }],
    selfApproval: 'superior',
  },
];
