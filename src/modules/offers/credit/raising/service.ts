import { z } from 'zod';
import type { Db } from '../../../../platform/db.ts';
import { DomainError, invalidField } from '../../../../platform/errors.ts';
import { isReadable, isWritable } from '../../../../platform/field-rights.ts';
import { translate } from '../../../../platform/i18n.ts';
import { amountText } from '../../../../platform/public/text.ts';
import { permit } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';
import { advance } from '../../../approvals/rules.ts';
import { planApproval } from '../../../approvals/service.ts';
import type { DecidedRequest, SubjectContext, SubjectKind, SubjectState } from '../../../approvals/subjects/rules.ts';
import type { CreditGuard } from '../../../customers/credit-guard/rules.ts';
import { paymentRecords } from '../../../customers/contract.ts';
import { accountEntity } from '../../../customers/entity.ts';
import { type Row, titleOf } from '../../../records/entities/rules.ts';
import { getRow, permitOn, updateRecord } from '../../../records/entities/service.ts';
import { loadCredit } from '../service.ts';
import { creditFields, creditValues } from './rules.ts';

const subject = 'accountCredit';

/** What the limit shall be; null takes it away. */
const AskedLimit = z.object({ limitMinor: z.int().min(0).nullable() });

function limitIn(input: unknown): number | null {
  const { data } = AskedLimit.safeParse(input ?? {});
  if (!data) throw invalidField('/body/input/limitMinor', 'required');
  return data.limitMinor;
}

const limitOf = (row: Row | null): number | null => {
  const limit = row?.['creditLimitMinor'];
  return typeof limit === 'number' ? limit : null;
};

const maySet = (scope: Scope): boolean => isWritable(scope, 'account', 'creditLimitMinor');

interface Asking {
  accountId: string;
  /** Null for an account that is being made: nothing is under way with it. */
  row: Row | null;
  limitMinor: number | null;
}

/** The limit as rules look at it. What is under way is added up only where somebody looks at it. */
async function stateOf(
  db: Db,
  scope: Scope,
  { accountId, row, limitMinor }: Asking,
  wanted: ReadonlySet<string> | undefined,
): Promise<SubjectState> {
  const asksOpen = row !== null && (wanted === undefined || wanted.has('openMinor'));
  const credit = asksOpen ? await loadCredit(db, scope, accountId, null) : null;
  const values = creditValues({
    limitMinor,
    beforeMinor: limitOf(row),
    openMinor: credit?.openMinor ?? (row === null ? 0 : null),
    paymentRecord: paymentRecords.find((one) => one === row?.['paymentRecord']) ?? null,
    maySet: maySet(scope),
  });
  return {
    recordId: accountId,
    // The sum stands apart: not everybody who sees the customer reads its limit.
    title: translate(scope.language, 'offers:creditLimit.title', { account: row === null ? '' : titleOf(accountEntity, row) }),
    values,
    lines: [],
    amount: limitMinor === null ? null : { minor: limitMinor, currency: scope.currency },
  };
}

async function load(
  db: Db,
  scope: Scope,
  accountId: string,
  input: unknown,
  wanted: ReadonlySet<string> | undefined,
): Promise<SubjectState> {
  const row = await getRow(db, scope, accountEntity, accountId);
  return stateOf(db, scope, { accountId, row, limitMinor: limitIn(input) }, wanted);
}

/** Whoever may edit the account and reads its limit may ask; not for what is so already. */
async function permitAsking(db: Db, scope: Scope, accountId: string, input: unknown): Promise<void> {
  permit(scope, 'account', 'edit');
  const row = await getRow(db, scope, accountEntity, accountId);
  permitOn(scope, accountEntity, 'edit', row);
  if (!isReadable(scope, 'account', 'creditLimitMinor'))
    throw new DomainError('forbidden', { params: { object: 'account', action: 'view' } });
  if (limitIn(input) === limitOf(row)) throw invalidField('/body/input/limitMinor', 'offers.same_limit');
}

/** How far the customer is trusted now and how punctually it pays, to whoever may read that. */
async function context(db: Db, scope: Scope, accountId: string): Promise<SubjectContext> {
  await getRow(db, scope, accountEntity, accountId);
  if (!isReadable(scope, 'account', 'creditLimitMinor') || !isReadable(scope, 'account', 'paymentRecord'))
    return { facts: [], history: [] };
  const credit = await loadCredit(db, scope, accountId, null);
  const said = (key: string, params: object = {}): string => translate(scope.language, key, { ...params });
  const amount = (minor: number): string => amountText(minor, credit.currency, scope.language);
  const parts = (['ordered', 'accepted', 'won'] as const).flatMap((key) => {
    const [count, minor] = [credit[`${key}Count`], credit[`${key}Minor`]];
    return count === 0 ? [] : [{ label: said(`offers:credit.${key}`, { count }), text: amount(minor) }];
  });
  const { limitMinor, paymentRecord } = credit;
  const now = limitMinor === null ? said('offers:credit.noLimit') : amount(limitMinor);
  const record = paymentRecord === null ? [] : [said(`customers:choices.account.paymentRecord.${paymentRecord}`)];
  const facts = [
    { label: said('offers:creditLimit.now'), text: now },
    ...parts,
    ...record.map((text) => ({ label: said('customers:fields.account.paymentRecord'), text })),
  ];
  return { facts, history: [] };
}

/** Sets the limit that was approved. */
async function carryOut(tx: Tx, scope: Scope, { recordId, input }: DecidedRequest): Promise<void> {
  await updateRecord(tx, scope, accountEntity, recordId, { creditLimitMinor: limitIn(input) });
}

/** Limits that a rule wants approved by others than whoever sets them. Where no rule fires, whoever may set a limit sets it. */
export const guardCredit: CreditGuard = async (tx, scope, changes) => {
  const { userId } = scope;
  if (userId === null) return [];
  const stopped: number[] = [];
  for (const { index, accountId, before, limitMinor } of changes) {
    const state = (wanted: ReadonlySet<string> | undefined): Promise<SubjectState> =>
      stateOf(tx, scope, { accountId, row: before, limitMinor }, wanted);
    const asking = { subject, subjectId: accountId, approverIds: [], input: { limitMinor }, submitterId: userId };
    const { plan } = await planApproval(tx, scope, { ...asking, isPlanOnly: true, state });
    if (plan.steps.length > 0 && advance(plan, []).state !== 'approved') stopped.push(index);
  }
  return stopped;
};

/** A customer is to be trusted with another sum (信用额度): set at once, unless a rule asks for somebody's consent. */
export const creditApproval: SubjectKind = {
  key: subject,
  object: 'account',
  label: 'offers:creditLimit.approval',
  fields: creditFields,
  lineFields: [],
  aggregates: [],
  presets: [],
  otherwise: [{ order: 1, mode: 'any', approvers: [{ kind: 'manager', level: 1 }], escalateAfterHours: 16 }],
  isFree: (values) => values['isOthersToSet'] === false,
  isUsedUp: true,
  permit: permitAsking,
  load,
  context: (db, scope, accountId) => context(db, scope, accountId),
  onApproved: carryOut,
};
