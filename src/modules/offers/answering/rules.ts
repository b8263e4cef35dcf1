/** Longest path of a drawn signature; a page of strokes is a tenth of it. */
const longestDrawing = 60_000;

export interface Signature {
  kind: 'typed' | 'drawn';
  text: string;
}

/** What is wrong with a field of the page's form. */
export type FieldFaults = Readonly<
  Partial<Record<'name' | 'title' | 'reason' | 'consent' | 'signature' | 'question' | 'email' | 'code', string>>
>;

/** A text of a form: without control characters, and no longer than it may be. */
export function textOf(form: URLSearchParams, name: string, longest: number, isLong = false): string {
  const controls = isLong ? /(?!\n)\p{Cc}/gu : /\p{Cc}/gu;
  const text = (form.get(name) ?? '').replaceAll('\r\n', '\n').replaceAll(controls, isLong ? '' : ' ');
  return Array.from(text.trim()).slice(0, longest).join('');
}

/** A signature drawn on the page: only strokes of straight lines within the frame, nothing that could be more than a drawing. */
export function drawnIn(form: URLSearchParams): Signature | null {
  const path = (form.get('drawn') ?? '').trim();
  if (path.length > longestDrawing || !/^(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})+)+$/.test(path)) return null;
  return { kind: 'drawn', text: path };
}

/** What whoever accepts has typed and drawn. */
export interface Acceptance {
  name: string;
  title: string | null;
  signature: Signature | null;
  isAgreed: boolean;
}

export function acceptanceIn(form: URLSearchParams): Acceptance {
  const name = textOf(form, 'name', 200);
  const typed = textOf(form, 'signature', 200);
  return {
    name,
    title: textOf(form, 'title', 200) || null,
    signature: drawnIn(form) ?? (typed === '' ? null : { kind: 'typed', text: typed }),
    isAgreed: form.get('consent') !== null,
  };
}

/** What is missing, as words of the page. */
export function faultsOfAcceptance({ name, signature, isAgreed }: Acceptance): FieldFaults {
  return {
    ...(name === '' && { name: 'nameMissing' }),
    ...(signature === null && { signature: 'signatureMissing' }),
    ...(!isAgreed && { consent: 'consentMissing' }),
  };
}

/** The code that came with an acceptance; null where the form had no field for one yet, or another code is wanted. */
export function codeIn(form: URLSearchParams): string | null {
  return form.get('code') === null || form.get('again') !== null ? null : textOf(form, 'code', 40);
}
