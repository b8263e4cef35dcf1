import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { translate } from '../../src/platform/i18n.ts';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';
import { startMailbox } from './mail.ts';

const mailbox = await startMailbox();
const app = await startApp({ PUBLIC_URL: 'https://crm.test', SMTP_URL: mailbox.url });

type Language = 'en' | 'zh-Hans';
type Say = (key: string, params?: object) => string;

interface Cast {
  seller: Language;
  manager: Language;
  /** In which the quote is written, too. */
  customer: Language;
}

const sayIn =
  (language: Language): Say =>
  (key, params = {}) =>
    translate(language, key, { ...params });
const localeOf = (language: Language) => (language === 'en' ? 'en-US' : 'zh-CN');

async function send(user: TestUser, method: string, path: string, body?: object) {
  const { status, json, text } = await ask(app.url, user, method, path, body);
  expect(status, `${method} ${path}: ${text}`).toBeLessThan(300);
  return json;
}

async function speak(user: TestUser, language: Language): Promise<void> {
  const { user: me } = await send(user, 'GET', '/session');
  await send(user, 'PATCH', '/me', { language, version: me.version });
}

const names: Readonly<Record<Language, { pump: string; kit: string; deal: string; company: string; person: string }>> = {
  en: { pump: 'Pump', kit: 'Spare kit', deal: 'Pumps for hall B', company: 'Bluewater', person: 'Jia Li' },
  'zh-Hans': { pump: '离心泵', kit: '备件包', deal: '二车间换泵', company: '碧水科技', person: '李佳' },
};

/** A seller with a manager, a customer, a deal about two pumps that has come to its quote, and gates that require. */
async function shop({ seller: own, manager, customer }: Cast) {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY', language: own });
  const { owner } = workspace;
  const team = await buildTeam(app.db, workspace, { name: 'East' });
  const boss = await buildUser(app.db, workspace, { role: 'salesManager', team, name: 'Nina' });
  const seller = await buildUser(app.db, workspace, { team, name: 'Sam' });
  await speak(boss, manager);
  const of = names[customer];
  const reader = `jia.li@${workspace.slug}.test`;
  const pump = await send(owner, 'POST', '/products', { name: of.pump, code: 'P-1', priceMinor: 100_000, costMinor: 60_000 });
  await send(owner, 'POST', '/products', { name: of.kit, code: 'SP-K', priceMinor: 30_000 });
  const rival = await send(owner, 'POST', '/competitors', { name: 'Rival' });
  await send(owner, 'POST', '/competitor-prices', {
    productId: pump.id,
    competitorId: rival.id,
    amountMinor: 105_000,
    currency: 'CNY',
    source: 'Tender',
    observedOn: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  });
  const policy = { maxPaymentDays: 30, minDepositBp: 3000, minLeadDays: 30, maxWarrantyMonths: 24, minResponseHours: 24 };
  await send(owner, 'PATCH', '/terms-policy', { version: 1, ...policy });
  const account = await send(seller, 'POST', '/accounts', { name: of.company });
  const person = { name: of.person, accountId: account.id, emails: [{ value: reader }], language: customer };
  const contact = await send(seller, 'POST', '/contacts', person);
  const about = { title: of.deal, accountId: account.id, primaryContactId: contact.id };
  const deal = await send(seller, 'POST', '/deals', about);
  const lines = [{ productId: pump.id, quantity: '2', unitPriceMinor: 100_000 }];
  await send(seller, 'PUT', `/deals/${deal.id}/products`, { version: deal.version, lines });
  const guide = await send(seller, 'GET', `/deals/${deal.id}/guide`);
  const nextStep = { text: 'Quote', dueAt: new Date(Date.now() + 86_400_000).toISOString(), kind: 'task' };
  const move = { version: guide.deal.version, toStageId: guide.stages[2].id, nextStep };
  await send(seller, 'POST', `/deals/${deal.id}/move`, move);
  for (const process of (await send(owner, 'GET', '/processes')).data)
    await send(owner, 'PUT', `/processes/${process.id}/gate-mode`, { version: process.version, gateMode: 'require' });
  return { boss, seller, reader, of, dealId: String(deal.id) };
}

/** The terms of the deal come first: a quote begins with them. */
async function setTerms(page: Page, say: Say): Promise<void> {
  await page.getByRole('tab', { name: say('deals:screens.tabs.terms'), exact: true }).click();
  await page.getByRole('button', { name: say('deals:terms.begin'), exact: true }).click();
  await page.getByLabel(say('settings:agreed.warrantyMonths'), { exact: true }).fill('12');
  await page.getByRole('button', { name: say('deals:terms.save'), exact: true }).click();
  await page.getByText(say('deals:terms.saved')).waitFor();
}

const saved = (page: Page, say: Say) => page.getByRole('status').getByText(say('offers:screens.save.saved')).waitFor();

/** The products of the deal, the pump by what it is worth to the customer, spares to be chosen, and 12 % off the whole. */
async function write(page: Page, say: Say, of: (typeof names)[Language]): Promise<string> {
  await page.getByRole('tab', { name: say('offers:objects.quote.other'), exact: true }).click();
  await page.getByRole('button', { name: say('offers:screens.quoteProducts'), exact: true }).click();
  const grid = page.getByRole('grid', { name: say('offers:screens.lines'), exact: true });
  await grid.getByText(of.pump).first().waitFor();
  const menu = async (line: string, key: string): Promise<void> => {
    await page.getByRole('button', { name: say('offers:screens.lineMenu', { name: line }), exact: true }).click();
    await page.getByRole('menuitem', { name: say(`offers:screens.menu.${key}`), exact: true }).click();
  };
  await menu(of.pump, 'compare');
  const way = say('offers:ways.valueBased.name');
  const dialog = page.getByRole('dialog', { name: say('offers:ways.title', { name: of.pump }) });
  const column = dialog.getByRole('region', { name: way, exact: true });
  for (const method of ['costPlus', 'competitionBased', 'demandBased'])
    await dialog.getByRole('region', { name: say(`offers:ways.${method}.name`), exact: true }).waitFor();
  await column.getByRole('button', { name: say('offers:ways.addNeed'), exact: true }).click();
  await column.getByRole('textbox', { name: `${say('offers:ways.need')} 1`, exact: true }).fill('Power');
  await column.getByRole('textbox', { name: `${say('offers:ways.benefit')} 1`, exact: true }).fill('4000');
  await column.getByRole('checkbox').check();
  await column
    .getByText(/1,200\.00/)
    .first()
    .waitFor();
  await expectAccessible(page);
  await column.getByRole('button', { name: say('offers:ways.chooseOne', { way }), exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await grid.getByRole('gridcell', { name: /1,200/ }).first().waitFor();

  await menu(of.pump, 'addLine');
  await page.keyboard.type('SP-K');
  await page.getByRole('option', { name: new RegExp(of.kit) }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await grid.getByText(of.kit).first().waitFor();
  await page.keyboard.press('Escape');
  await menu(of.kit, 'optional');
  const discount = page.getByRole('textbox', { name: say('offers:totals.discount'), exact: true });
  await discount.fill('12%');
  await discount.press('Enter');
  await saved(page, say);
  await page.getByText(say('offers:screens.needsApproval'), { exact: true }).waitFor();
  await expectAccessible(page);
  return new URL(page.url()).pathname;
}

async function askForApproval(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('offers:screens.send'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Nina').first().waitFor();
  await dialog.getByLabel(say('approvals:ask.note'), { exact: true }).fill('They order this month');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: say('approvals:ask.action'), exact: true }).click();
  await page.waitForURL(/\/approvals\//);
}

/** On the phone: what waits, how much it leaves, and yes. */
async function approve(boss: TestUser, language: Language, title: string): Promise<void> {
  const say = sayIn(language);
  const phone = await app.open('/approvals', { user: boss, viewport: 'phone', locale: localeOf(language) });
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.getByRole('link', { name: new RegExp(title) }).tap();
  await phone.getByText('They order this month').waitFor();
  await phone.getByText(say('offers:approval.greatDiscount'), { exact: true }).first().waitFor();
  await phone.getByText(say('offers:approval.marginBp'), { exact: true }).first().waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await phone.getByRole('button', { name: say('approvals:decision.approve'), exact: true }).tap();
  const asked = phone.getByRole('dialog');
  await asked.getByRole('button', { name: say('approvals:decision.approve'), exact: true }).tap();
  await phone.getByText(say('approvals:done.approved'), { exact: true }).first().waitFor();
}

/** Sends what is approved by mail, and answers the address in the letter. */
async function post(page: Page, say: Say, reader: string): Promise<string> {
  await page.getByRole('button', { name: say('offers:screens.send'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect
    .poll(() => dialog.getByRole('textbox', { name: say('offers:share.to') }).inputValue(), { timeout: 30_000 })
    .toBe(reader);
  await dialog.getByRole('button', { name: say('offers:share.do.mail'), exact: true }).click();
  await page.getByRole('button', { name: say('offers:screens.revise'), exact: true }).waitFor();
  return pathIn((await mailbox.next(reader)).text);
}

const pathIn = (mail: string): string => /https:\/\/crm\.test(\/p\/[\w-]{43})/.exec(mail)?.[1] ?? '';

async function openAsCustomer(path: string, language: Language): Promise<Page> {
  const phone = await app.open('/help/en/', { viewport: 'phone', locale: localeOf(language) });
  await phone.goto(app.url + path);
  return phone;
}

async function asksOnPage(phone: Page, say: Say): Promise<void> {
  await phone.getByText(say('offers:public.ask.open')).tap();
  await phone.getByLabel(say('offers:public.ask.question'), { exact: true }).fill('Two weeks earlier?');
  await phone.getByRole('button', { name: say('offers:public.ask.do'), exact: true }).tap();
  await phone.getByText(say('offers:public.ask.notes.asked')).waitFor();
}

async function answerOnPage(page: Page, say: Say): Promise<void> {
  await page.getByRole('tab', { name: say('offers:tabs.customer'), exact: true }).click();
  await page.getByText('Two weeks earlier?').waitFor();
  await page.getByLabel(say('offers:questions.answer'), { exact: true }).fill('Ten days are fine.');
  await expectAccessible(page);
  await page.getByRole('button', { name: say('offers:questions.send'), exact: true }).click();
  await page.getByText(say('offers:questions.sent')).waitFor();
}

/** The objection that came by phone, what was asked and given for what, and how it ended. */
async function negotiate(page: Page, say: Say): Promise<void> {
  await page.getByRole('tab', { name: say('deals:screens.tabs.negotiation'), exact: true }).click();
  await page.getByRole('textbox', { name: say('deals:fields.objection.said'), exact: true }).fill('Only a year of warranty');
  await page.getByRole('textbox', { name: say('deals:fields.objection.said'), exact: true }).press('Enter');
  const answer = page.getByRole('textbox', { name: say('deals:objections.reply.us'), exact: true });
  await answer.fill('Two years, if you order this month');
  await answer.press('Control+Enter');
  const objections = page.getByRole('region', { name: say('deals:objections.title'), exact: true });
  await objections.getByText(say('deals:choices.objection.status.answered'), { exact: true }).waitFor();
  await page.getByRole('button', { name: say('deals:choices.objection.closedAs.solved'), exact: true }).click();
  await page.getByText(say('deals:objections.allClosed'), { exact: true }).waitFor();

  const ledger = page.getByRole('region', { name: say('deals:ledger.title'), exact: true });
  const log = async (side: 'ask' | 'give', text: string, worth: string): Promise<void> => {
    const what = ledger.getByRole('textbox', { name: say('deals:fields.concession.text'), exact: true });
    await ledger
      .getByText(say(`deals:choices.concession.side.${side}`), { exact: true })
      .first()
      .click();
    await ledger.getByRole('combobox', { name: say('deals:fields.concession.kind'), exact: true }).click();
    await page.getByRole('option', { name: say('deals:choices.concession.kind.warranty'), exact: true }).click();
    await what.fill(text);
    await ledger.getByRole('textbox', { name: say('deals:fields.concession.valueMinor'), exact: true }).fill(worth);
    await what.press('Enter');
    await ledger.getByText(text).first().waitFor();
  };
  await log('ask', 'Three years of warranty', '');
  await log('give', 'Two years of warranty', '80');
  await ledger.getByText(say('deals:ledger.totals.given'), { exact: true }).waitFor();
  await expectAccessible(page);
}

/** The next revision says what was given; the approval still holds, for nothing that it was about got worse. */
async function revise(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('offers:screens.revise'), exact: true }).click();
  await page
    .getByText(say('offers:screens.revisionNo', { number: 2 }), { exact: true })
    .first()
    .waitFor();
  await page.getByRole('tab', { name: say('offers:tabs.terms'), exact: true }).click();
  await page.getByLabel(say('settings:agreed.warrantyMonths'), { exact: true }).fill('24');
  await page.getByText(say('offers:dealTerms.differs'), { exact: true }).waitFor();
  await page.getByRole('tab', { name: say('offers:tabs.lines'), exact: true }).click();
  await saved(page, say);
  await page.getByText(say('offers:screens.approved'), { exact: true }).waitFor();
}

async function accept(phone: Page, say: Say, name: string): Promise<void> {
  await phone.getByRole('checkbox', { name: say('offers:public.take') }).check();
  await phone
    .getByText(/2,684\.88/)
    .first()
    .waitFor();
  await phone.getByRole('textbox', { name: say('offers:public.accept.signature') }).fill(name);
  await phone.locator('input[name="consent"]').check();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await phone.getByRole('button', { name: say('offers:public.accept.do'), exact: true }).tap();
  await phone.getByText(say('offers:public.standing.accepted')).waitFor();
}

/** The facts of the stage are met, the terms are those of the accepted quote, and the deal goes on to the contract. */
async function goOn(page: Page, say: Say, dealId: string, title: string): Promise<void> {
  await page.goto(`${app.url}/deals/${dealId}`);
  await page.getByText(say('deals:screens.readyToLeave'), { exact: true }).waitFor();
  await page.getByRole('tab', { name: say('deals:screens.tabs.terms'), exact: true }).click();
  await page.getByText(say('deals:terms.agreed'), { exact: true }).waitFor();
  await expectAccessible(page);
  const stage = say('process:defaults.stages.sign.name');
  await page.getByRole('button', { name: say('deals:screens.advanceTo', { stage }), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: say('deals:screens.nextStep') }).fill('Contract');
  await dialog.getByRole('button', { name: say('deals:screens.moveTo', { stage }), exact: true }).click();
  await page.getByText(say('deals:screens.moved', { title, stage })).waitFor();
}

test('from the products of a deal to one that is ready for its contract: seller and customer in Chinese, manager in English', async () => {
  const cast: Cast = { seller: 'zh-Hans', manager: 'en', customer: 'zh-Hans' };
  const { boss, seller, reader, of, dealId } = await shop(cast);
  const [say, toCustomer] = [sayIn(cast.seller), sayIn(cast.customer)];
  const page = await app.open(`/deals/${dealId}`, { user: seller, locale: localeOf(cast.seller) });
  await setTerms(page, say);
  const quote = await write(page, say, of);
  await askForApproval(page, say);
  await approve(boss, cast.manager, of.deal);
  await page.goto(app.url + quote);
  await page.getByText(say('offers:screens.approved'), { exact: true }).waitFor();
  const first = await post(page, say, reader);

  const phone = await openAsCustomer(first, cast.customer);
  await phone.getByRole('heading', { name: of.deal }).waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await asksOnPage(phone, toCustomer);
  await answerOnPage(page, say);
  await phone.goto(app.url + pathIn((await mailbox.next(reader)).text));
  await phone.getByText('Ten days are fine.').waitFor();
  await phone.getByRole('checkbox', { name: toCustomer('offers:public.take') }).check();
  await phone
    .getByText(/2,684\.88/)
    .first()
    .waitFor();

  await page.goto(`${app.url}/deals/${dealId}`);
  await negotiate(page, say);
  await page.goto(app.url + quote);
  await revise(page, say);
  const second = await post(page, say, reader);
  // The link that they have leads to the new one.
  await phone.goto(app.url + first);
  await phone.getByText(toCustomer('offers:public.standing.superseded', { revision: 2 })).waitFor();
  await phone.goto(app.url + second);
  await accept(phone, toCustomer, of.person);

  await page.getByText(say('offers:choices.quote.state.accepted'), { exact: true }).first().waitFor();
  await goOn(page, say, dealId, of.deal);
  const { data } = await send(seller, 'GET', `/deals/${dealId}/concessions`);
  expect(data).toMatchObject([{ side: 'ask' }, { side: 'give', kind: 'warranty', valueMinor: 8000 }]);
  const { decisions } = await send(seller, 'GET', `${quote}/links`);
  expect(decisions).toMatchObject([{ outcome: 'accepted', revision: 2, totalMinor: 268_488, isAsSent: false }]);
});
