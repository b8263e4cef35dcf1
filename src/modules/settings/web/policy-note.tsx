import { IconAlertTriangle } from '@tabler/icons-react';
import type { AgreedTerms, Departure } from '../terms/contract.ts';
import classes from './agreed.module.css';
import { useTermsPolicy } from './queries.ts';
import { useDepartureText } from './use-departure-text.ts';

interface PolicyNoteProps {
  departures: readonly Departure[];
  /** Only these. */
  keys?: readonly Departure['key'][];
  terms: Pick<AgreedTerms, 'paymentMethod'>;
}

/** Which terms leave the policy, each with what the policy says. Nothing where all keep it. */
export function PolicyNote({ departures, keys, terms }: PolicyNoteProps) {
  const policy = useTermsPolicy();
  const text = useDepartureText(policy.data);
  const shown = departures.filter(({ key }) => !keys || keys.includes(key));
  if (shown.length === 0) return null;
  return (
    <ul className={classes['offList']}>
      {shown.map((departure) => (
        <li key={departure.key} className={classes['off']}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>{text(departure, terms)}</span>
        </li>
      ))}
    </ul>
  );
}
