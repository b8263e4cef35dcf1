import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '../../../web/ui/chip.tsx';
import type { Approval, SeatView } from '../contract.ts';

const tones: Record<Approval['state'], Tone> = {
  waiting: 'pri',
  approved: 'ok',
  rejected: 'bad',
  withdrawn: 'plain',
  void: 'warn',
};

/** How a request stands. */
export function RequestChip({ state }: Pick<Approval, 'state'>) {
  const { t } = useTranslation();
  return <Chip tone={tones[state]}>{t(`approvals:state.${state}`)}</Chip>;
}

const seatTones: Record<SeatView['state'], Tone> = {
  ahead: 'plain',
  waiting: 'pri',
  approved: 'ok',
  rejected: 'bad',
  skipped: 'plain',
  kept: 'ok',
  spared: 'plain',
};

/** How one seat stands. */
export function SeatChip({ state }: Pick<SeatView, 'state'>) {
  const { t } = useTranslation();
  return <Chip tone={seatTones[state]}>{t(`approvals:seat.${state}`)}</Chip>;
}
