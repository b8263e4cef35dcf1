import type { Db } from '../../../platform/db.ts';
import { translate } from '../../../platform/i18n.ts';
import { type Language, localize } from '../../../platform/languages.ts';
import { html, type Html } from '../../../platform/public/html.ts';
import { amountText, dayText, quantityText } from '../../../platform/public/text.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { getUser } from '../../identity/members/service.ts';
import type { Stage } from '../../process/contract.ts';
import type { PublicPageKind, Shown } from '../../records/public-links/rules.ts';
import { type Deal, dealPageParts } from '../contract.ts';
import { loadPlace } from '../moves/service.ts';
import type { DealParts } from '../parts/contract.ts';
import { getParts } from '../parts/service.ts';
import { findShownDeal } from '../service.ts';

type Part = (typeof dealPageParts)[number];

interface Contact {
  name: string;
  email: string | null;
}

/** A deal as its customer reads it: what the seller ticked, and nothing else. */
export const dealPage: PublicPageKind = { name: 'deal', object: 'deal', parts: dealPageParts, show };

async function show(db: Db, scope: Scope, { recordId, parts, heading }: Shown): Promise<{ title: string; body: Html }> {
  const has = (part: Part): boolean => parts.has(part);
  const { language } = scope;
  const { deal, shown } = await findShownDeal(db, scope, recordId);
  const isUnderWay = shown.status !== 'lost' && shown.status !== 'onHold';
  const place = has('stage') && isUnderWay ? await loadPlace(db, scope, deal) : null;
  const lines = has('products') ? await getParts(db, scope, recordId) : null;
  const hasLines = lines !== null && lines.products.length > 0;
  const contact = has('contact') && shown.owner ? await contactOf(db, scope, shown.owner) : null;
  const title = heading ?? shown.title;
  const body = html`<h1>${title}</h1>
    ${has('account') && shown.account && html`<p class="for">${said(language, 'for', { account: shown.account.title })}</p>`}
    ${place && stairs(language, place.version.stages, place.stage, shown.status === 'completed')}
    ${facts(language, has, shown, hasLines)} ${hasLines && products(language, lines, has('amounts') ? shown : null)}
    ${contact && person(language, contact)}`;
  return { title, body };
}

/** Whoever looks after the deal; the address where the maker of the link may see it. */
async function contactOf(db: Db, scope: Scope, owner: { id: string; name: string }): Promise<Contact> {
  return can(scope, 'user', 'view') ? getUser(db, scope, owner.id) : { name: owner.name, email: null };
}

function said(language: Language, key: string, params: object = {}): string {
  return translate(language, `deals:public.${key}`, { ...params });
}

function stairs(language: Language, stages: readonly Stage[], current: Stage, isOver: boolean): Html {
  return html`<h2>${said(language, 'parts.stage')}</h2>
    <ol class="stairs">
      ${stages.map((stage) => {
        const isNow = stage.id === current.id && !isOver;
        const name = localize(stage.names, language) ?? stage.key;
        if (isNow) return html`<li class="now" aria-current="step">${name} <small>${said(language, 'now')}</small></li> `;
        const isDone = isOver || stage.position < current.position;
        return html`<li class="${isDone ? 'done' : 'next'}">${name} ${isDone && html`<small>✓</small>`}</li> `;
      })}
    </ol>`;
}

function facts(language: Language, has: (part: Part) => boolean, deal: Deal, hasLines: boolean): Html | false {
  const { nextStepText, nextStepOn, expectedCloseOn, amountMinor, currency, status } = deal;
  const day = (on: string | null): string | null => (on === null ? null : dayText(on, language));
  const isOpen = status === 'open';
  const amount = amountMinor === null || currency === null ? null : amountText(amountMinor, currency, language);
  const found: [Part, (string | null)[]][] = [
    ['nextStep', isOpen && nextStepText !== null ? [nextStepText, day(nextStepOn)] : []],
    ['expectedClose', isOpen ? [day(expectedCloseOn)] : []],
    ['amounts', hasLines ? [] : [amount]],
  ];
  const shown = found.flatMap(([part, texts]) => {
    const text = texts.filter((one) => one !== null).join(' · ');
    return has(part) && text !== '' ? [{ part, text }] : [];
  });
  if (shown.length === 0) return false;
  return html`<h2>${said(language, 'facts')}</h2>
    <dl class="facts box">
      ${shown.map(
        ({ part, text }) =>
          html`<div>
            <dt>${said(language, `parts.${part}`)}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>`;
}

/** The products with their quantities; with prices where `priced` is the deal. */
function products(language: Language, { products: lines, currency, productsTotalMinor }: DealParts, priced: Deal | null): Html {
  const words = (key: string): string => said(language, `products.${key}`);
  const money = (minor: number): string => amountText(minor, currency, language);
  const cell = (label: string, text: string): Html => html`<td class="num" data-label="${label}">${text}</td>`;
  // What was agreed may differ from the sum of the lines.
  const agreed = priced && priced.amountMinor !== productsTotalMinor ? priced.amountMinor : null;
  const total = (label: string, minor: number): Html =>
    html`<tr>
      <th scope="row" colspan="3">${label}</th>
      <td class="num">${money(minor)}</td>
    </tr>`;
  return html`<h2>${said(language, 'parts.products')}</h2>
    <table class="lines ${priced ? 'wide' : ''}">
      <thead>
        <tr>
          <th scope="col">${words('name')}</th>
          <th scope="col" class="num">${words('quantity')}</th>
          ${
            priced &&
            html`<th scope="col" class="num">${words('price')}</th>
              <th scope="col" class="num">${words('amount')}</th>`
          }
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ product, quantity, unitPriceMinor, amountMinor }) =>
            html`<tr>
              <td>${product.title}</td>
              ${cell(words('quantity'), quantityText(quantity, language))}
              ${priced && [cell(words('price'), money(unitPriceMinor)), cell(words('amount'), money(amountMinor))]}
            </tr>`,
        )}
      </tbody>
      ${
        priced &&
        html`<tfoot>
          ${total(words('total'), productsTotalMinor)} ${agreed !== null && total(words('agreed'), agreed)}
        </tfoot>`
      }
    </table>`;
}

function person(language: Language, { name, email }: Contact): Html {
  return html`<h2>${said(language, 'parts.contact')}</h2>
    <div class="box">
      <p><b>${name}</b></p>
      ${email !== null && html`<p><a href="mailto:${email}">${email}</a></p>`}
    </div>`;
}
