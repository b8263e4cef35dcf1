import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { todayIn } from '../../../platform/days.ts';
import type { Database, Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { translate } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { renderPdf, renderSvg } from '../../../platform/pdf/render.ts';
import { markFiles } from '../../../platform/pdf/mark.ts';
import { fitFacts } from '../../../platform/pdf/sheet.ts';
import { cleanPicture } from '../../../platform/pictures.ts';
import type { Company } from '../../../platform/public/company.ts';
import { permit } from '../../../platform/rights.ts';
import { type Scope, speaking } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { type Branding, type BrandingChanges, type BrandingImageKind, pictureLimit } from './contract.ts';
import { bankFacts, companyName, letterData, type LetterOf } from './rules.ts';
import * as store from './store.ts';

// 40 mm of a page at 300 dots an inch; on a screen a logo is 40 points high, of three dots each.
const bounds = { logo: { width: 600, height: 240 }, seal: { width: 600, height: 600 } } as const;

/** Gives a new workspace its row. */
export async function prepareBranding(tx: Tx, scope: Scope): Promise<void> {
  await store.insertBranding(tx, scope);
}

/** What customers see of the company. */
export async function getBranding(db: Db, scope: Scope): Promise<Branding> {
  permit(scope, 'settings', 'view');
  return loadBranding(db, scope);
}

async function loadBranding(db: Db, scope: Scope): Promise<Branding> {
  const row = await store.findBranding(db, scope);
  if (!row) throw new DomainError('internal');
  const images = await store.findImages(db, scope);
  const found = (kind: BrandingImageKind): Branding['logo'] => images.find((image) => image.kind === kind) ?? null;
  return { ...row, logo: found('logo'), seal: found('seal') };
}

/** The company as customers meet it on a page or in a mail: no right is asked for. */
export async function findCompany(db: Db, scope: Scope, language: Language): Promise<Company> {
  const row = await store.findBranding(db, scope);
  if (!row) throw new DomainError('internal');
  const logo = (await store.findImages(db, scope)).find(({ kind }) => kind === 'logo');
  const { width, height, address } = logo ?? { width: 0, height: 0, address: '' };
  return {
    name: companyName(row, language),
    color: row.color,
    logo: logo ? { path: logoPath(address), width, height } : null,
  };
}

/** Where a page finds a logo; `platform/public` serves what is below it. */
const logoPath = (address: string): string => `/brand/${address}.png`;

/** The logo at an address, for anybody who has it. */
export async function openLogo(db: Db, address: string): Promise<Buffer | undefined> {
  return store.findLogoAt(db, address);
}

/** Changes what customers see of the company. */
export async function updateBranding(db: Database, scope: Scope, { version, ...changes }: BrandingChanges): Promise<Branding> {
  permit(scope, 'settings', 'edit');
  return inTx(db, async (tx) => {
    const isDone = await store.updateBranding(tx, scope, version, changes);
    const current = await loadBranding(tx, scope);
    if (!isDone) throw new DomainError('stale_version', { extra: { current } });
    await tell(tx, scope, { changes });
    return current;
  });
}

async function tell(tx: Tx, scope: Scope, data: object): Promise<void> {
  await appendEvents(tx, scope, [
    { kind: 'settings.brandingChanged', subjectKind: 'settings', subjectId: scope.workspaceId, data },
  ]);
}

/** Sets the logo or the seal. A seal stands over other things on a page, so one without anything see-through is refused. */
export async function setBrandingImage(db: Database, scope: Scope, kind: BrandingImageKind, source: Readable): Promise<Branding> {
  permit(scope, 'settings', 'edit');
  const picture = await cleanPicture(await readAll(source, pictureLimit), bounds[kind]);
  if (kind === 'seal' && !picture.isSeeThrough) throw new DomainError('settings.seal_not_see_through');
  return inTx(db, async (tx) => {
    await store.putImage(tx, scope, kind, picture, randomBytes(18).toString('base64url'));
    return imageChanged(tx, scope, kind);
  });
}

/** Removes the logo or the seal. */
export async function removeBrandingImage(db: Database, scope: Scope, kind: BrandingImageKind): Promise<Branding> {
  permit(scope, 'settings', 'edit');
  return inTx(db, async (tx) => {
    if (!(await store.deleteImage(tx, scope, kind))) throw new DomainError('not_found');
    return imageChanged(tx, scope, kind);
  });
}

async function imageChanged(tx: Tx, scope: Scope, kind: BrandingImageKind): Promise<Branding> {
  await store.updateBranding(tx, scope, null, {});
  await tell(tx, scope, { image: kind });
  return loadBranding(tx, scope);
}

async function readAll(source: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) throw new DomainError('too_large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** A picture for the settings screen. Whoever has the seal can seal: only those who may change it see it by itself. */
export async function getBrandingImage(db: Db, scope: Scope, kind: BrandingImageKind): Promise<Buffer> {
  permit(scope, 'settings', kind === 'seal' ? 'edit' : 'view');
  const content = await store.findImage(db, scope, kind);
  if (!content) throw new DomainError('not_found');
  return content;
}

/** What a document of the company begins with: the data of `platform/pdf/letter.typ`, and the pictures that it names. */
export interface Letterhead {
  letter: object;
  /** Where a customer pays to. */
  bank: { label: string; value: string }[];
  files: Record<string, Uint8Array>;
  hasSeal: boolean;
}

/** The letterhead for a document that the caller may show: no right is asked for. `changes` are not saved yet. */
export async function loadLetterhead(
  db: Db,
  scope: Scope,
  about: LetterOf,
  changes: Partial<store.BrandingColumns> = {},
): Promise<Letterhead> {
  const branding = { ...(await loadBranding(db, scope)), ...changes };
  const logo = branding.logo ? await store.findImage(db, scope, 'logo') : undefined;
  const seal = branding.seal ? await store.findImage(db, scope, 'seal') : undefined;
  return {
    letter: letterData(branding, logo !== undefined, about),
    bank: bankFacts(branding, about.language),
    files: {
      ...(logo && { 'logo.png': logo }),
      ...(seal && { 'seal.png': seal }),
      ...(about.mark !== undefined && (await markFiles(about.mark, about.language))),
    },
    hasSeal: seal !== undefined,
  };
}

const template = join(import.meta.dirname, '..', 'documents', 'letterhead.typ');

interface PreviewOf {
  changes: Partial<store.BrandingColumns>;
  language: Language;
  format: 'svg' | 'pdf';
}

/** A letter with what is typed into the settings: the engine, fonts and template that documents are made with. */
export async function previewLetterhead(db: Db, scope: Scope, { changes, language, format }: PreviewOf): Promise<Uint8Array> {
  permit(scope, 'settings', 'edit');
  const words = (key: string): string => translate(language, `settings:letter.${key}`);
  const about = { language, title: words('title'), on: todayIn(scope.timeZone) };
  const { letter, bank, files, hasSeal } = await loadLetterhead(db, speaking(scope, language), about, changes);
  const text = [words('text1'), words('text2')];
  const data = {
    letter,
    bank: fitFacts(bank, language),
    bankTitle: words('bank'),
    text,
    sign: words('sign'),
    seal: hasSeal ? 'seal.png' : null,
  };
  return (format === 'svg' ? renderSvg : renderPdf)({ template, data, files });
}
