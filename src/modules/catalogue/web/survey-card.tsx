import { Button, Skeleton, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { useMay, useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { addPriceAnswer, type PriceAnswer } from '../strategies/survey/contract.ts';
import classes from './catalogue.module.css';
import { useAddAnswer, useAnswers, useRemoveAnswer } from './queries.ts';
import { RemoveCell } from './remove-cell.tsx';
import { SurveyChart } from './survey-chart.tsx';

const four = ['tooCheapMinor', 'cheapMinor', 'dearMinor', 'tooDearMinor'] as const;

/** What people say they would pay (van Westendorp): answers, curves and the range that is acceptable. */
export function SurveyCard({ productId, currency }: { productId: string; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const answers = useAnswers(productId);
  const { data } = answers;
  const points = ['leastMinor', 'optimalMinor', 'usualMinor', 'mostMinor'] as const;
  return (
    <Card title={t('catalogue:survey.title')}>
      {answers.error ? <ErrorState error={answers.error} onRetry={() => void answers.refetch()} /> : null}
      {answers.isPending ? <Skeleton height={80} m="md" /> : null}
      {data?.data.length === 0 ? <EmptyState title={t('catalogue:survey.none')} hint={t('catalogue:survey.hint')} /> : null}
      {data?.range ? (
        <>
          <dl className={classes['points']}>
            {points.map((key) => (
              <div key={key}>
                <dt>{t(`catalogue:survey.points.${key}`)}</dt>
                <dd className="cd-num">{format.money(data.range?.[key] ?? 0, data.currency)}</dd>
              </div>
            ))}
            <div>
              <dt>{t('catalogue:survey.points.n')}</dt>
              <dd className="cd-num">{format.number(data.range.n, 0)}</dd>
            </div>
          </dl>
          <SurveyChart curve={data.curve} range={data.range} currency={data.currency} />
        </>
      ) : null}
      {data && data.data.length > 0 ? <AnswerTable productId={productId} answers={data.data} /> : null}
      {may('competitorPrice', 'create') ? <AnswerForm productId={productId} currency={data?.currency ?? currency} /> : null}
    </Card>
  );
}

function AnswerTable({ productId, answers }: { productId: string; answers: readonly PriceAnswer[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const { user } = useSession();
  const remove = useRemoveAnswer(productId);
  return (
    <div className={classes['scroll']}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th>{t('catalogue:survey.respondent')}</th>
            {four.map((key) => (
              <th key={key} className={classes['number']}>
                {t(`catalogue:survey.${key}`)}
              </th>
            ))}
            <th aria-label={t('web:actions.more')} />
          </tr>
        </thead>
        <tbody>
          {answers.map((answer) => (
            <tr key={answer.id}>
              <td>
                {answer.respondent ?? '—'} <span className={classes['quiet']}>{format.day(answer.answeredOn)}</span>{' '}
                {answer.isOrdered ? null : <Chip tone="warn">{t('catalogue:survey.unordered')}</Chip>}
              </td>
              {four.map((key) => (
                <td key={key} className={classes['number']}>
                  {format.money(answer[key], answer.currency)}
                </td>
              ))}
              <RemoveCell
                name={answer.respondent ?? format.day(answer.answeredOn)}
                mayEdit={answer.createdBy?.id === user.id || may('product', 'edit')}
                onRemove={() => void remove.mutateAsync(answer.id).catch(showProblem)}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AnswerValues {
  currency: string;
  tooCheapMinor: number;
  cheapMinor: number;
  dearMinor: number;
  tooDearMinor: number;
  respondent: string | null;
  answeredOn: string;
}

const blank = (currency: string, answeredOn: string): AnswerValues => ({
  currency,
  tooCheapMinor: Number.NaN,
  cheapMinor: Number.NaN,
  dearMinor: Number.NaN,
  tooDearMinor: Number.NaN,
  respondent: null,
  answeredOn,
});

function AnswerForm({ productId, currency }: { productId: string; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const add = useAddAnswer(productId);
  const form = useSchemaForm(bodySchema(addPriceAnswer), blank(currency, format.today()));
  const { values, errors, set } = form;
  const send = form.submit(async (body) => {
    await add.mutateAsync({ ...body, currency });
    for (const key of four) set(key, Number.NaN);
    set('respondent', null);
    showDone(t('catalogue:survey.added'));
  });
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <div className={classes['form']}>
        <TextInput
          label={t('catalogue:survey.respondent')}
          value={values.respondent ?? ''}
          autoComplete="off"
          onChange={(event) => set('respondent', event.currentTarget.value === '' ? null : event.currentTarget.value)}
        />
        {four.map((key) => (
          <MoneyInput
            key={key}
            label={t(`catalogue:survey.${key}`)}
            currency={currency}
            value={values[key]}
            onChange={(value) => set(key, value ?? Number.NaN)}
            error={errors[key]}
          />
        ))}
        <DateInput
          label={t('catalogue:survey.answeredOn')}
          value={values.answeredOn}
          maxDate={format.today()}
          onChange={(on) => set('answeredOn', on ?? '')}
          error={errors['answeredOn']}
        />
        <Button type="submit" variant="default" loading={form.isBusy}>
          {t('web:actions.add')}
        </Button>
      </div>
      <ProblemNote text={form.problem} />
    </form>
  );
}
