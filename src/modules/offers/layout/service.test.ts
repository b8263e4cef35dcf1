import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { quotes } from '../contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { getQuoteTemplate, previewQuoteTemplate, updateQuoteTemplate } from './contract.ts';

const server = await testServer();
const { db } = server;
const textOf = (pdf: Buffer): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(/\s+/g, '');

async function shop() {
  const workspace = await buildWorkspace(db);
  const api = server.as(workspace.owner);
  const pdfOf = async (url: string, payload?: object): Promise<string> => {
    const headers = { cookie: workspace.owner.cookie };
    const reply = await server.app.inject(payload ? { method: 'POST', url, headers, payload } : { url, headers });
    expect(reply.statusCode, reply.payload.slice(0, 300)).toBe(200);
    return textOf(reply.rawPayload);
  };
  const preview = (body: object) => pdfOf('/api/v1/quote-template/preview', body);
  return { workspace, api, pdfOf, preview };
}

describe('the template of quotes', () => {
  it('goes with a quote when it is sent, and prints it the same for good', async () => {
    const { api, pdfOf } = await shop();
    await api.call(updateQuoteTemplate, {
      body: {
        version: 1,
        hides: ['hash', 'words'],
        foot: { en: 'Our foot' },
        intro: { en: 'Thank you for asking.', 'zh-Hans': '感谢您的询价。' },
        closing: { 'zh-Hans': '此致' },
      },
    });
    const { id } = await api.call(quotes.create, { body: { title: 'Pumps', language: 'en' } });
    const params = { id };
    const { revision } = await api.call(getQuoteDocument, { params });
    // The other language goes along where there is something to translate.
    expect(revision.content).toMatchObject({
      intro: 'Thank you for asking.',
      closing: null,
      translations: { 'zh-Hans': { intro: '感谢您的询价。' } },
    });
    expect(revision.content.translations?.['zh-Hans']).not.toHaveProperty('closing');
    const lines = [QuoteLine.parse({ id: 'a', kind: 'item', name: 'Pump', unitPrice: '100' })];
    const body = { version: revision.version, content: { ...revision.content, lines } };
    const saved = await api.call(saveQuoteDocument, { params, body });
    await api.call(sendQuote, { params, body: { version: saved.revision.version } });
    const before = await pdfOf(`/api/v1/quotes/${id}/pdf`);
    expect(before).toContain('Ourfoot');
    expect(before).toContain('Thankyouforasking.');
    expect(before).not.toContain('SHA-256');
    expect(before).not.toContain('Inwords');
    await api.call(updateQuoteTemplate, { body: { version: 2, hides: [], foot: {} } });
    expect(await pdfOf(`/api/v1/quotes/${id}/pdf`)).toBe(before);
  });

  it('is looked at before it is saved, with the sample in every language, or with a real quote', async () => {
    const { api, preview, pdfOf } = await shop();
    const all = await preview({ language: 'en' });
    for (const part of ['VI-200', 'SHA-256', 'Inwords', 'Warranty', 'Missedpartsfall']) expect(all).toContain(part);
    const hides = ['code', 'hash', 'words', 'terms', 'values', 'payments', 'delivery', 'discount', 'tax', 'bank', 'sign'];
    const bare = await preview({ language: 'en', changes: { hides, closing: { en: 'Yours' }, paper: 'letter' } });
    for (const part of ['VI-200', 'SHA-256', 'Inwords', 'Warranty', 'Missedpartsfall']) expect(bare).not.toContain(part);
    expect(bare).toContain('Yours');
    expect(await preview({ language: 'zh-Hant', changes: { intro: { 'zh-Hans': '感谢您' } } })).toContain('感谢您');
    const { id } = await api.call(quotes.create, { body: { title: 'Pumps' } });
    expect(await preview({ language: 'zh-Hans', quoteId: id })).toContain('报价单');
    expect(await pdfOf('/api/v1/quote-template/preview', { language: 'en', quoteId: id })).not.toContain('VI-200');
    const svg = await api.post('/api/v1/quote-template/preview', { language: 'en', format: 'svg' });
    expect(svg.text).toMatch(/^<svg/);
    const other = server.as((await buildWorkspace(db)).owner);
    expect((await other.post('/api/v1/quote-template/preview', { language: 'en', quoteId: id })).status).toBe(404);
  });

  it('is changed by whoever manages the workspace, and answers what a colleague saved', async () => {
    const { workspace, api } = await shop();
    await api.call(updateQuoteTemplate, { body: { version: 1, paper: 'letter' } });
    expect(await api.refused(updateQuoteTemplate, { body: { version: 1, paper: 'a4' } })).toMatchObject({
      status: 409,
      current: { paper: 'letter', version: 2 },
    });
    const seller = server.as(await buildUser(db, workspace));
    expect(await seller.call(getQuoteTemplate, {})).toMatchObject({ paper: 'letter' });
    expect(await seller.refused(updateQuoteTemplate, { body: { version: 2, paper: 'a4' } })).toMatchObject({ status: 403 });
    expect(await seller.refused(previewQuoteTemplate, { body: { language: 'en' } })).toMatchObject({ status: 403 });
  });
});
