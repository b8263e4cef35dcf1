import { IconCircleDashed } from '@tabler/icons-react';
import { z } from 'zod';
import { ProblemError } from '../../../web/problem.ts';
import { Missing } from '../contract.ts';
import classes from './guide.module.css';

/** The unmet criteria that a refusal names; none when it was another refusal. */
export function missingOf(error: unknown): Missing[] {
  if (!(error instanceof ProblemError) || error.code !== 'deals.gate_unmet') return [];
  const parsed = z.array(Missing).safeParse(error.extra['missing']);
  return parsed.success ? parsed.data : [];
}

/** What still has to be true, one line each. */
export function MissingList({ missing }: { missing: readonly Pick<Missing, 'key' | 'name' | 'hint'>[] }) {
  return (
    <ul className={classes['missing']}>
      {missing.map(({ key, name, hint }) => (
        <li key={key}>
          <IconCircleDashed size={18} aria-hidden="true" />
          <span>
            {name}
            {hint ? <small>{hint}</small> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
