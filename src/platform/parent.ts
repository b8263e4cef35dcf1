import { isAlive } from './postgres/server-process.ts';

/**
 * Calls `onGone` once when the process that started us is no more. `npm start` that is killed hard cannot tell us, and a
 * server nobody asked for any longer must not keep the port. The launcher names the process in `CHENGDAN_PARENT`; a server
 * started directly has none and outlives its shell.
 */
export function followParent(onGone: () => void, named: string | undefined = process.env['CHENGDAN_PARENT']): void {
  const pid = Number(named);
  if (!Number.isInteger(pid) || pid <= 1) return;
  // A child of a dead process gets another parent at once, while the number may be given away; Windows keeps the number.
  const isGone = process.platform === 'win32' ? () => !isAlive(pid) : () => process.ppid !== pid;
  const timer = setInterval(() => {
    if (!isGone()) return;
    clearInterval(timer);
    onGone();
  }, 250);
  timer.unref();
}
