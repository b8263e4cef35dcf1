import { execFileSync } from 'node:child_process';
import { Transformer } from '@napi-rs/image';
import { describe, expect, it, test } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { pictureSize } from '../../../platform/pictures.ts';
import { type BrandingImageKind, getBranding, updateBranding } from './contract.ts';
import { findCompany } from './service.ts';

const server = await testServer();
const { db } = server;
const others = ['salesManager', 'seller', 'delivery', 'support', 'analyst'] as const;

/** A picture of one colour, of which the last pixel can be see-through. */
function picture(width: number, height: number, alpha = 255): Transformer {
  const pixels = new Uint8Array(width * height * 4).fill(255);
  pixels[pixels.length - 1] = alpha;
  return Transformer.fromRgbaPixels(pixels, width, height);
}
const logo = await picture(900, 300).png();
const seal = await picture(400, 400, 0).png();

const upload = (user: TestUser, kind: BrandingImageKind, bytes: Buffer) =>
  server.as(user).with({ 'content-type': 'application/octet-stream' }).raw('PUT', `/api/v1/branding/images/${kind}`, bytes);

const full = {
  name: '成单科技有限公司',
  nameEn: 'Chengdan Technology Ltd',
  color: '#0a7f5a',
  address: '上海市静安区南京西路 1 号',
  addressEn: '1 West Nanjing Road, Shanghai',
  phone: '021-5555 0101',
  email: 'sales@chengdan.test',
  taxNumber: '91310000MA1K35XX1T',
  bankName: '招商银行上海分行',
  bankAccount: '6225 8888 0000 1234',
  foot: '#let x = 1 $a$ 以书面确认为准',
};

describe('branding', () => {
  test('is changed once per version, and what is wrong is named', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    expect(await api.call(getBranding, {})).toMatchObject({ name: null, color: null, logo: null, seal: null, version: 1 });
    expect(await api.call(updateBranding, { body: { version: 1, ...full } })).toMatchObject({ ...full, version: 2 });
    expect(await api.refused(updateBranding, { body: { version: 1, color: null } })).toMatchObject({
      status: 409,
      current: { name: full.name },
    });
    for (const wrong of [{ color: 'red' }, { email: 'nobody' }, { foot: 'x'.repeat(301) }, { seal: 'x' }])
      expect((await api.patch('/api/v1/branding', { version: 2, ...wrong })).status).toBe(400);
    expect(await api.call(updateBranding, { body: { version: 2, phone: null } })).toMatchObject({ phone: null, name: full.name });
  });

  test.each(others)('a %s may look at name and logo, and change nothing', async (role) => {
    const workspace = await buildWorkspace(db);
    await upload(workspace.owner, 'logo', logo);
    await upload(workspace.owner, 'seal', seal);
    const user = await buildUser(db, workspace, { role });
    const api = server.as(user);
    expect(await api.call(getBranding, {})).toMatchObject({ logo: { width: 600, height: 200 } });
    expect((await api.get('/api/v1/branding/images/logo')).status).toBe(200);
    for (const reply of [
      await upload(user, 'logo', logo),
      await api.delete('/api/v1/branding/images/logo'),
      await api.get('/api/v1/branding/images/seal'),
      await api.patch('/api/v1/branding', { version: 1, name: 'X' }),
      await api.post('/api/v1/branding/preview', { language: 'en' }),
    ])
      expect(reply.status).toBe(403);
  });

  it('keeps a logo as a picture of its own making, at an address that anybody may have and nobody guesses', async () => {
    const { owner, scope } = await buildWorkspace(db);
    const other = await buildWorkspace(db);
    const hidden = Buffer.concat([logo, Buffer.from('<script>alert(1)</script>')]);
    const reply = await upload(owner, 'logo', hidden);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ logo: { width: 600, height: 200 }, version: 2 });
    const company = await findCompany(db, scope, 'en');
    expect(company.logo?.path).toMatch(/^\/brand\/[\w-]{24}\.png$/);
    const shown = await server.app.inject({ url: company.logo?.path ?? '' });
    expect(shown.statusCode).toBe(200);
    expect(shown.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });
    expect(pictureSize(shown.rawPayload)).toEqual({ width: 600, height: 200 });
    expect(shown.rawPayload.includes('script')).toBe(false);
    for (const path of ['/brand/AAAAAAAAAAAAAAAAAAAAAAAA.png', '/brand/x.png', '/brand/..%2f..%2fetc'])
      expect((await server.app.inject({ url: path })).statusCode).toBe(404);
    expect((await server.as(other.owner).get('/api/v1/branding/images/logo')).status).toBe(404);
    await upload(owner, 'logo', await picture(50, 50).jpeg());
    expect((await findCompany(db, scope, 'en')).logo?.path).not.toBe(company.logo?.path);
    expect((await server.app.inject({ url: company.logo?.path ?? '' })).statusCode).toBe(404);
    expect((await server.as(owner).delete('/api/v1/branding/images/logo')).json).toMatchObject({ logo: null, version: 4 });
    expect((await server.as(owner).delete('/api/v1/branding/images/logo')).status).toBe(404);
  });

  it('shows a seal at no address but to who may change it, and refuses one that would cover what it stamps', async () => {
    const { owner, scope } = await buildWorkspace(db);
    expect((await upload(owner, 'seal', await picture(300, 300).png())).json).toMatchObject({
      code: 'settings.seal_not_see_through',
    });
    expect((await upload(owner, 'seal', seal)).status).toBe(200);
    const { address } = await db
      .selectFrom('brandingImages')
      .select('address')
      .where('workspaceId', '=', scope.workspaceId)
      .executeTakeFirstOrThrow();
    expect((await server.app.inject({ url: `/brand/${address}.png` })).statusCode).toBe(404);
    expect((await server.as(owner).get('/api/v1/branding/images/seal')).status).toBe(200);
  });

  it.each([
    ['a page', Buffer.from('<html>'), 422, 'not_a_picture'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 422, 'not_a_picture'],
    ['nothing', Buffer.alloc(0), 422, 'not_a_picture'],
    ['a picture that is cut off', logo.subarray(0, 300), 422, 'not_a_picture'],
    ['more than five megabytes', Buffer.alloc(5 * 1024 * 1024 + 1, 1), 413, 'too_large'],
  ])('refuses %s', async (_, bytes, status, code) => {
    const { owner } = await buildWorkspace(db);
    const reply = await upload(owner, 'logo', bytes);
    expect([reply.status, reply.json.code]).toEqual([status, code]);
  });
});

describe('a letter to look at', () => {
  const textOf = (pdf: Buffer): string => execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  const preview = (user: TestUser, body: object) =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/branding/preview',
      headers: { cookie: user.cookie, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    });

  it('has what is typed and not yet saved, as text, with logo and seal, in the language asked for', async () => {
    const { owner } = await buildWorkspace(db);
    await upload(owner, 'logo', logo);
    await upload(owner, 'seal', seal);
    const zh = await preview(owner, { changes: full, language: 'zh-Hans' });
    expect([zh.statusCode, zh.headers['content-type']]).toEqual([200, 'application/pdf']);
    const text = textOf(zh.rawPayload);
    for (const part of [full.name, full.nameEn, full.address, full.taxNumber, full.bankAccount, '#let x = 1 $a$'])
      expect(text).toContain(part);
    const en = textOf((await preview(owner, { changes: full, language: 'en' })).rawPayload);
    expect(en).toContain(full.addressEn);
    expect(en).toContain('Page 1 of 1');
    expect(await server.as(owner).call(getBranding, {})).toMatchObject({ name: null });
  });

  it('comes as a picture that runs nothing', async () => {
    const { owner } = await buildWorkspace(db);
    const svg = await preview(owner, { changes: { name: '<script>alert(1)</script>' }, language: 'en', format: 'svg' });
    expect(svg.headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
    expect(svg.body).toContain('<svg');
    expect(svg.body).not.toContain('<script');
  });
});
