import { Alert, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFullUi } from '../../../web/entity/custom-fields.ts';
import { fieldLabelKey, headerFields, rowValue } from '../../../web/entity/entity-ui.ts';
import { FieldValue } from '../../../web/entity/field-value.tsx';
import { currentOf } from '../../../web/problem.ts';
import { Deal } from '../contract.ts';
import type { Guide } from '../guide/contract.ts';
import { dealUi } from './deal-ui.ts';
import classes from './guide.module.css';

/** What follows from other fields, or from the clock. */
const derived = new Set([
  'phase',
  'weightedMinor',
  'baseAmountMinor',
  'stageEnteredAt',
  'lastActivityAt',
  'quietAt',
  'updatedAt',
]);

/** The deal that whoever has a dialog open has before their eyes, and as it was before a colleague was faster. */
export interface SeenDeal {
  now: Deal;
  before: Deal | null;
  /** Takes a refusal; where somebody was faster, their deal is the one that is seen from now on. */
  meet: (error: unknown) => void;
}

/**
 * A dialog about a deal sends the version that its reader saw, not the newest that came by itself: so nobody wins, loses or moves a
 * deal that has become another one without having been shown what is new.
 */
export function useSeenDeal(guide: Guide): SeenDeal {
  const [{ now, before }, setSeen] = useState<{ now: Deal; before: Deal | null }>({ now: guide.deal, before: null });
  const meet = (error: unknown): void => {
    const current = Deal.safeParse(currentOf(error)).data;
    if (current) setSeen({ now: current, before: now });
  };
  return { now, before, meet };
}

interface MeanwhileProps {
  seen: SeenDeal;
  /** What the button says that goes on with the deal as it is now. */
  action: string;
}

/** What a colleague changed in the deal while a dialog was open, field by field: what was, and what is. */
export function Meanwhile({ seen: { now, before }, action }: MeanwhileProps) {
  const { t } = useTranslation();
  const ui = useFullUi(dealUi);
  if (!before) return null;
  const changed = [...Object.keys(ui.fields), ...Object.keys(headerFields)].filter(
    (key) => !derived.has(key) && JSON.stringify(rowValue(before, key)) !== JSON.stringify(rowValue(now, key)),
  );
  return (
    <Alert color="yellow" role="alert" title={t('web:form.changedMeanwhile')}>
      <Stack gap={8}>
        <span>{t(changed.length > 0 ? 'deals:screens.goOnAsNow' : 'deals:screens.goOnElsewhere', { action })}</span>
        {changed.length > 0 ? (
          <dl className={classes['changes']}>
            {changed.map((key) => (
              <div key={key}>
                <dt>{t(fieldLabelKey(ui, key))}</dt>
                <dd>
                  <s>
                    <FieldValue ui={ui} fieldKey={key} row={before} />
                  </s>{' '}
                  <span aria-label={t('deals:screens.becomes')}>→</span> <FieldValue ui={ui} fieldKey={key} row={now} />
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
      </Stack>
    </Alert>
  );
}
