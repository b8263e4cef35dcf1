import { isObject } from '../problem.ts';

/** Where to go after signing in: a path of this site, never another one. */
export function returnPath(search: unknown): string {
  const wanted = isObject(search) ? search['return'] : undefined;
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}

/** The token that a link from a mail carries. */
export function linkToken(search: unknown): string {
  const token = isObject(search) ? search['token'] : undefined;
  return typeof token === 'string' || typeof token === 'number' ? String(token) : '';
}
