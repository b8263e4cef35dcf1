import { z } from 'zod';
import type { Db } from '../../platform/db.ts';
import { DomainError, invalidField } from '../../platform/errors.ts';
import { translate } from '../../platform/i18n.ts';
import { amountText } from '../../platform/public/text.ts';
import { can, permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import type { DecidedRequest, SubjectContext, SubjectKind, SubjectState } from '../approvals/subjects/rules.ts';
import { accountEntity } from '../customers/entity.ts';
import { deals } from '../deals/contract.ts';
import { dealEntity } from '../deals/entity.ts';
import { listPeople } from '../identity/access/service.ts';
import { getRow, updateRecord } from '../records/entities/service.ts';
import { listRecords, selectIds } from '../records/listing/service.ts';

/** Whom an account shall belong to, and whether its open deals of the same owner go along. */
const Transfer = z.object({ toUserId: z.uuid(), withDeals: z.boolean().default(true) });
type Transfer = z.infer<typeof Transfer>;

/** Open deals of one account that move in one go. */
const mostDeals = 500;
/** Deals that the person who decides is shown. */
const shownDeals = 8;

function transferIn(input: unknown): Transfer {
  const { data, error } = Transfer.safeParse(input ?? {});
  if (data) return data;
  const [at] = error.issues[0]?.path ?? [];
  throw invalidField(`/body/input${at === undefined ? '' : `/${String(at)}`}`, 'required');
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The account as it is and the person it shall go to; whoever has left cannot be given anything. */
async function load(db: Db, scope: Scope, accountId: string, input: unknown): Promise<SubjectState> {
  const { toUserId, withDeals } = transferIn(input);
  const row = await getRow(db, scope, accountEntity, accountId);
  const { people } = await listPeople(db, scope);
  const heir = people.find(({ id }) => id === toUserId);
  if (!heir) throw invalidField('/body/input/toUserId', 'not_found_reference');
  const employees = row['employees'];
  return {
    recordId: accountId,
    title: translate(scope.language, 'transfers:title', { account: textOf(row['name']), name: heir.name }),
    values: {
      fromUserId: textOf(row['ownerId']),
      toUserId,
      isToOtherTeam: row['teamId'] !== heir.teamId,
      withDeals,
      employees: typeof employees === 'number' ? employees : null,
    },
    lines: [],
    amount: null,
  };
}

/** Whoever sees the account and works on accounts at all may ask; not for what is so already. */
async function permitTransfer(db: Db, scope: Scope, accountId: string, input: unknown): Promise<void> {
  permit(scope, 'account', 'edit');
  const { toUserId } = transferIn(input);
  const row = await getRow(db, scope, accountEntity, accountId);
  if (row['ownerId'] === toUserId) throw invalidField('/body/input/toUserId', 'transfers.same_owner');
}

const dealFilter = (accountId: string, statuses: readonly string[], ownerId?: string): string =>
  JSON.stringify({
    and: [
      { field: 'account', op: 'eq', value: accountId },
      { field: 'status', op: 'in', value: statuses },
      ...(ownerId === undefined ? [] : [{ field: 'owner', op: 'eq', value: ownerId }]),
    ],
  });

/** The deals of the account that the reader sees: those under way, and what became of the others. */
async function context(db: Db, scope: Scope, accountId: string): Promise<SubjectContext> {
  if (!can(scope, 'deal', 'view')) return { facts: [], history: [] };
  const said = (key: string, params: object): string => translate(scope.language, `transfers:${key}`, { ...params });
  const read = async (statuses: readonly string[], sort: string) => {
    const query = { filter: dealFilter(accountId, statuses), sort, limit: shownDeals };
    return (await listRecords(db, scope, dealEntity, query)).data.map((row) => deals.Record.parse(row));
  };
  const [open, over] = [await read(['open', 'onHold'], '-updatedAt'), await read(['won', 'lost', 'completed'], '-closedOn')];
  const amount = ({ amountMinor, currency }: (typeof open)[number]): string =>
    amountMinor === null || currency === null ? '' : amountText(amountMinor, currency, scope.language);
  return {
    facts: open.map((deal) => ({ label: deal.title, text: [said('underWay', {}), amount(deal)].filter(Boolean).join(' · ') })),
    history: over.map((deal) => ({
      title: deal.title,
      text: [translate(scope.language, `deals:choices.deal.status.${deal.status}`), amount(deal)].filter(Boolean).join(' · '),
      on: deal.closedOn,
    })),
  };
}

/** Gives the account to its new owner, with the open deals of its old one where that was asked. */
async function carryOut(tx: Tx, scope: Scope, { recordId, input }: DecidedRequest): Promise<void> {
  const { toUserId, withDeals } = transferIn(input);
  const row = await getRow(tx, scope, accountEntity, recordId, { lock: true });
  const from = textOf(row['ownerId']);
  const { people } = await listPeople(tx, scope);
  if (!people.some(({ id }) => id === toUserId)) throw new DomainError('transfers.heir_left', { status: 409 });
  await updateRecord(tx, scope, accountEntity, recordId, { ownerId: toUserId });
  if (!withDeals || from === null || from === toUserId) return;
  const ids = await selectIds(tx, scope, dealEntity, dealFilter(recordId, ['open', 'onHold'], from), mostDeals);
  for (const id of ids.toSorted()) await updateRecord(tx, scope, dealEntity, id, { ownerId: toUserId });
}

/** An account is to belong to somebody else (客户转移): asked by a seller, carried out when it is approved. */
export const accountTransfer: SubjectKind = {
  key: 'accountTransfer',
  object: 'account',
  label: 'transfers:approval.accountTransfer',
  fields: [
    { key: 'fromUserId', label: 'transfers:approval.fromUserId', kind: 'user', worse: 'change' },
    { key: 'toUserId', label: 'transfers:approval.toUserId', kind: 'user', worse: 'change' },
    { key: 'isToOtherTeam', label: 'transfers:approval.isToOtherTeam', kind: 'flag', worse: 'higher' },
    { key: 'withDeals', label: 'transfers:approval.withDeals', kind: 'flag', worse: 'higher' },
    { key: 'employees', label: 'transfers:approval.employees', kind: 'number', worse: 'never', of: 'employees' },
  ],
  lineFields: [],
  aggregates: [],
  presets: [],
  otherwise: [{ order: 1, mode: 'any', approvers: [{ kind: 'manager', level: 1 }], escalateAfterHours: 16 }],
  isUsedUp: true,
  permit: permitTransfer,
  load,
  context: (db, scope, accountId) => context(db, scope, accountId),
  onApproved: carryOut,
};
