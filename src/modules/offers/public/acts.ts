import { z } from 'zod';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Acted, Proof, Sent, Shown } from '../../records/public-links/rules.ts';
import { findCompany } from '../../settings/branding/service.ts';
import { acceptanceIn, codeIn, faultsOfAcceptance, textOf } from '../answering/rules.ts';
import {
  type Accepting,
  acceptByLink,
  type Answered,
  type Answering,
  chosenOf,
  declineByLink,
  standsInTheWay,
} from '../answering/service.ts';
import { readChoice } from '../choosing/rules.ts';
import { askByLink } from '../questions/service.ts';
import { findShared, type SharedQuote } from '../sharing/service.ts';
import { consentOf, type Typed, withChoiceOf } from './answers.ts';
import { isTold } from './code-part.ts';
import { findPage, kept, showAgain } from './showing.ts';

const versionIn = (form: URLSearchParams): number => {
  const text = form.get('version') ?? '';
  return /^\d{1,5}$/.test(text) ? Number(text) : 0;
};

function answeringOf(scope: Scope, { linkId, recordId: quoteId }: Shown, sent: Sent): Answering {
  const { form, ip, userAgent, provedTo } = sent;
  return { linkId, quoteId, revision: versionIn(form), language: scope.language, ip, userAgent, provedTo };
}

/** Shown again with what is wrong; 422 as for any input. */
async function again(db: Db, scope: Scope, what: Shown, typed: Typed): Promise<Acted> {
  return { ...(await showAgain(db, scope, withChoiceOf(what, typed.form), { typed, note: null })), status: 422 };
}

/** The page as it stands now, which says why: it was accepted, declined, replaced or has run out meanwhile. */
async function afterwards(db: Db, scope: Scope, what: Shown, sent: Sent, answered: Answered): Promise<Acted> {
  if (answered.isDone) return { search: { ...kept(what) } };
  const note = answered.why === 'changed' ? ('changed' as const) : ('tooLate' as const);
  const shown = withChoiceOf(what, sent.form);
  return { ...(await showAgain(db, scope, shown, { typed: null, note })), status: 409 };
}

async function notForColleagues(db: Db, scope: Scope, what: Shown): Promise<Acted> {
  return { ...(await showAgain(db, scope, what, { typed: null, note: 'colleague' })), status: 403 };
}

export async function accept(db: Db, scope: Scope, what: Shown, sent: Sent): Promise<Acted> {
  if (sent.isColleague) return notForColleagues(db, scope, what);
  const acceptance = acceptanceIn(sent.form);
  const faults = faultsOfAcceptance(acceptance);
  if (Object.keys(faults).length > 0) return again(db, scope, what, { ...typedBefore(sent.form), faults });
  const answering = answeringOf(scope, what, sent);
  const shared = await findShared(db, scope, what.linkId, answering.revision);
  if (!shared) return afterwards(db, scope, what, sent, { isDone: false, why: 'gone' });
  const read = readChoice(shared.quote, (name) => sent.form.get(name));
  const chosen = read && read.faults.length > 0 ? null : chosenOf(shared.quote, read?.choice ?? null);
  if (!chosen) return afterwards(db, scope, what, sent, { isDone: false, why: 'changed' });
  const company = (await findCompany(db, scope, scope.language)).name;
  const accepting: Accepting = {
    ...acceptance,
    choice: read?.choice ?? null,
    consent: consentOf({ language: scope.language, quote: chosen, company }),
    sha256: sent.form.get('sha256') ?? '',
  };
  if (sent.proof) return acceptWithCode(db, scope, what, sent, { shared, answering, accepting, proof: sent.proof });
  return afterwards(db, scope, what, sent, await acceptByLink(db, scope, answering, accepting, null));
}

/** The form as it came, with the field for a code where it had one. */
function typedBefore(form: URLSearchParams): Typed {
  return { act: 'accept', form, faults: {}, ...(form.has('code') && { code: 'asked' }) };
}

interface Proven {
  shared: SharedQuote;
  answering: Answering;
  accepting: Accepting;
  proof: Proof;
}

/**
 * The first time a code is sent, and the page shown again with a field for it and with everything that was typed; with the right
 * code it is accepted.
 */
async function acceptWithCode(
  db: Db,
  scope: Scope,
  what: Shown,
  sent: Sent,
  { shared, answering, accepting, proof }: Proven,
): Promise<Acted> {
  const typed = typedBefore(sent.form);
  const stands = standsInTheWay(shared, accepting);
  if (stands) return afterwards(db, scope, what, sent, stands);
  const code = codeIn(sent.form);
  if (code === '') return again(db, scope, what, { ...typed, faults: { code: 'codeMissing' } });
  const answered =
    code === null ? { why: await proof.send() } : await acceptByLink(db, scope, answering, accepting, { ...proof, code });
  if ('why' in answered && isTold(answered.why)) return again(db, scope, what, { ...typed, code: answered.why });
  return afterwards(db, scope, what, sent, 'isDone' in answered ? answered : { isDone: false, why: 'gone' });
}

/** A question about the whole quote or a line of it. */
export async function ask(db: Db, scope: Scope, what: Shown, sent: Sent): Promise<Acted> {
  if (sent.isColleague) return notForColleagues(db, scope, what);
  const { form } = sent;
  const [name, text] = [textOf(form, 'name', 200), textOf(form, 'question', 2000, true)];
  const email = textOf(form, 'email', 254);
  const address = email === '' ? { success: true, data: null } : z.email().safeParse(email);
  const faults = {
    ...(name === '' && { name: 'nameMissing' }),
    ...(text === '' && { question: 'questionMissing' }),
    ...(!address.success && { email: 'noAddress' }),
  };
  if (Object.keys(faults).length > 0) return again(db, scope, what, { act: 'ask', form, faults });
  const { row, quote } = await findPage(db, scope, what);
  const line = quote.lines.find(({ id, kind }) => kind === 'item' && id === form.get('line'));
  const about = { lineId: line?.id ?? null, lineName: line?.name ?? null };
  const { linkId, recordId: quoteId } = what;
  const { language } = scope;
  const replyTo = address.data ?? null;
  const question = { quoteId, linkId, revision: row.number, ...about, name, replyTo, language, text };
  return { search: { ...kept(what), asked: await askByLink(db, scope, question) } };
}

export async function decline(db: Db, scope: Scope, what: Shown, sent: Sent): Promise<Acted> {
  if (sent.isColleague) return notForColleagues(db, scope, what);
  const [name, reason] = [textOf(sent.form, 'name', 200), textOf(sent.form, 'reason', 2000, true)];
  const faults = { ...(name === '' && { name: 'nameMissing' }), ...(reason === '' && { reason: 'reasonMissing' }) };
  if (Object.keys(faults).length > 0) return again(db, scope, what, { act: 'decline', form: sent.form, faults });
  const answered = await declineByLink(db, scope, answeringOf(scope, what, sent), { name, reason });
  return afterwards(db, scope, what, sent, answered);
}
