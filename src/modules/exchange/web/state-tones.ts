import type { Tone } from '../../../web/ui/chip.tsx';
import type { Import } from '../contract.ts';

/** In which colour each state of an import is said. */
export const stateTones: Record<Import['state'], Tone> = {
  uploaded: 'plain',
  mapped: 'plain',
  checking: 'pri',
  checked: 'pri',
  running: 'pri',
  done: 'ok',
  cancelled: 'warn',
  failed: 'bad',
  undoing: 'pri',
  undone: 'plain',
};
