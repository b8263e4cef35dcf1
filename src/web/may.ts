import type { SessionInfo } from '../modules/identity/contract.ts';

/** True when the person has the right at some level. */
export function mayDo(session: Pick<SessionInfo, 'rights'>, object: string, action: string): boolean {
  const level = session.rights[object]?.[action];
  return level !== undefined && level !== 'none';
}
