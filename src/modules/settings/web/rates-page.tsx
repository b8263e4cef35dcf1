import { ActionIcon, Button, Skeleton, TextInput } from '@mantine/core';
import { IconChevronUp, IconHistory, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { useMay, useSession } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone, showProblem, showUndo } from '../../../web/ui/toast.tsx';
import { CurrencyInput } from '../../../web/ui/world-inputs.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { type ExchangeRate, setExchangeRate } from '../contract.ts';
import { useLatestRates, useRates, useRemoveRate, useSetRate } from './queries.ts';
import classes from './settings.module.css';

/** What other currencies are worth, from a day on. */
export function RatesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { workspace } = useSession();
  const navigate = useNavigate();
  const rates = useLatestRates();
  return (
    <SettingsFrame
      title={t('settings:rates.title')}
      intro={t('settings:rates.intro', { currency: workspace.currency })}
      primary={
        may('settings', 'edit') && may('import', 'create') ? (
          <Button variant="default" title={t('settings:rates.importHint')} onClick={() => void navigate({ to: '/import' })}>
            {t('settings:rates.import')}
          </Button>
        ) : null
      }
    >
      {may('settings', 'edit') ? <RateForm /> : null}
      <Card>
        {rates.error ? <ErrorState error={rates.error} onRetry={() => void rates.refetch()} /> : null}
        {rates.isPending ? <Skeleton height={80} m="md" /> : null}
        {rates.data?.data.length === 0 ? <EmptyState title={t('settings:rates.empty')} /> : null}
        <ul className={classes['list']}>
          {rates.data?.data.map((rate) => (
            <CurrencyRow key={rate.currency} newest={rate} />
          ))}
        </ul>
      </Card>
    </SettingsFrame>
  );
}

/** The newest rate of a currency, and below it, when asked for, those before it: there may be one for every day. */
function CurrencyRow({ newest }: { newest: ExchangeRate }) {
  const { t } = useTranslation();
  const { currency } = newest;
  const [isOpen, setOpen] = useState(false);
  const rates = useRates(currency, isOpen);
  const earlier = rates.data?.pages.flatMap(({ data }) => data.filter(({ validFrom }) => validFrom !== newest.validFrom));
  const label = t('settings:rates.earlier', { currency });
  return (
    <>
      <RateRow rate={newest}>
        <ActionIcon
          variant="default"
          size={36}
          aria-expanded={isOpen}
          aria-label={label}
          title={label}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronUp size={16} /> : <IconHistory size={16} />}
        </ActionIcon>
      </RateRow>
      {isOpen ? (
        <li>
          {rates.error ? <ErrorState error={rates.error} onRetry={() => void rates.refetch()} /> : null}
          {rates.isPending ? <Skeleton height={40} m="md" /> : null}
          {earlier?.length === 0 ? <p className={classes['none']}>{t('settings:rates.noEarlier')}</p> : null}
          <ul className={classes['earlier']} aria-label={label}>
            {earlier?.map((rate) => (
              <RateRow key={rate.validFrom} rate={rate} />
            ))}
          </ul>
          {rates.hasNextPage ? (
            <Button variant="subtle" m="xs" loading={rates.isFetchingNextPage} onClick={() => void rates.fetchNextPage()}>
              {t('settings:rates.more')}
            </Button>
          ) : null}
        </li>
      ) : null}
    </>
  );
}

function RateForm() {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const save = useSetRate();
  const form = useSchemaForm(bodySchema(setExchangeRate), {
    currency: workspace.currency === 'USD' ? 'EUR' : 'USD',
    validFrom: format.today(),
    rate: '',
  });
  const send = form.submit(async (body) => {
    await save.mutateAsync(body);
    form.set('rate', '');
    showDone(t('settings:rates.added'));
  });
  const { values, errors, set } = form;
  return (
    <Card title={t('settings:rates.add')} padded>
      <form onSubmit={(event) => void send(event)} noValidate>
        <div className={classes['form']}>
          <CurrencyInput
            label={t('settings:rates.currency')}
            value={values.currency}
            onChange={(currency) => currency && set('currency', currency)}
            error={errors['currency']}
          />
          <DateInput
            label={t('settings:rates.validFrom')}
            value={values.validFrom}
            onChange={(on) => set('validFrom', on ?? '')}
            error={errors['validFrom']}
          />
          <TextInput
            {...form.text('rate')}
            label={t('settings:rates.rateLabel', { from: values.currency, to: workspace.currency })}
            inputMode="decimal"
            autoComplete="off"
          />
          <Button type="submit" loading={form.isBusy}>
            {t('settings:rates.add')}
          </Button>
        </div>
        <ProblemNote text={form.problem} />
      </form>
    </Card>
  );
}

function RateRow({ rate, children }: { rate: ExchangeRate; children?: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const { workspace } = useSession();
  const remove = useRemoveRate();
  const save = useSetRate();
  const { currency, validFrom } = rate;
  const putBack = async (): Promise<void> => void (await save.mutateAsync(rate));
  const handleRemove = (): Promise<void> =>
    remove.mutateAsync({ currency, validFrom }).then(() => showUndo(t('settings:rates.removed'), putBack), showProblem);
  return (
    <li className={`${classes['row'] ?? ''} ${classes['rate'] ?? ''}`}>
      <span>
        1 {currency} = {rate.rate} {workspace.currency}
      </span>
      <span>
        {t('settings:rates.validFrom')} {format.dayLong(validFrom)}
      </span>
      {children}
      {may('settings', 'edit') ? (
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('settings:rates.remove', { currency, on: format.dayLong(validFrom) })}
          onClick={() => void handleRemove()}
        >
          <IconTrash size={16} />
        </ActionIcon>
      ) : null}
    </li>
  );
}
