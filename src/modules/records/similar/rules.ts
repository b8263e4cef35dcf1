import { bestMatch } from '../../../platform/similar.ts';

const chineseForm = /(?:集团|控股|股份|有限|责任|合伙企业|总公司|公司|工厂|厂)+$/;
const latinForms = new Set(
  'ag bv co company corp corporation gmbh holding holdings inc incorporated kg limited llc llp ltd plc pte pty sa sarl srl'.split(
    ' ',
  ),
);

/** What is left of a name when its legal form, what stands in brackets, case, width and marks do not count. */
export function coreName(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase();
  const words = plain.replace(/\([^)]*\)/g, ' ').split(/[^\p{L}\p{N}]+/u);
  const kept = words.filter((word) => word !== '');
  while (kept.length > 1 && latinForms.has(kept.at(-1) ?? '')) kept.pop();
  const core = kept.join('').replace(chineseForm, '');
  return core === '' ? plain.replace(/\s+/g, '') : core;
}

/** Two cores that a person would take for the same name, slips of the pen included. */
export function isSameName(core: string, other: string): boolean {
  return bestMatch(core, [other], { threshold: 0.85 }) !== undefined;
}
