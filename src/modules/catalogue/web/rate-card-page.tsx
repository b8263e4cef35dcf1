import { Button, Skeleton, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { usePageTitle } from '../../../web/page-title.ts';
import { useMay, useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { createRole, type Role, type TimeUnit, timeUnits } from '../rate-card/contract.ts';
import classes from './catalogue.module.css';
import { useCreateRole, useRoles } from './queries.ts';

/** The rate card: whose time is sold, at what an hour and a day. */
export function RateCardPage() {
  const { t } = useTranslation();
  const may = useMay();
  const roles = useRoles();
  usePageTitle(t('catalogue:rateCard.title'));
  const { data = [], isCostHidden = true } = roles.data ?? {};
  return (
    <>
      <PageHeader title={t('catalogue:rateCard.title')} sub={t('catalogue:rateCard.intro')} />
      <div className={`${classes['stack'] ?? ''} ${classes['page'] ?? ''}`}>
        {may('product', 'create') ? <RoleForm seesCost={!isCostHidden} /> : null}
        <Card>
          {roles.error ? <ErrorState error={roles.error} onRetry={() => void roles.refetch()} /> : null}
          {roles.isPending ? <Skeleton height={120} m="md" /> : null}
          {roles.data && data.length === 0 ? (
            <EmptyState title={t('catalogue:rateCard.none')} hint={t('catalogue:rateCard.hint')} />
          ) : null}
          {data.length > 0 ? <RoleTable roles={data} seesCost={!isCostHidden} /> : null}
        </Card>
      </div>
    </>
  );
}

function RoleTable({ roles, seesCost }: { roles: readonly Role[]; seesCost: boolean }) {
  const { t } = useTranslation();
  const heads = { hour: 'perHour', day: 'perDay' } as const;
  const costs = { hour: 'cost', day: 'costPerDay' } as const;
  const head = (key: string) => (
    <th key={key} className={classes['number']}>
      {t(`catalogue:rateCard.${key}`)}
    </th>
  );
  return (
    <div className={classes['scroll']}>
      <table className={`${classes['table'] ?? ''} ${classes['roles'] ?? ''}`}>
        <thead>
          <tr>
            <th>{t('catalogue:rateCard.role')}</th>
            {timeUnits.map((per) => head(heads[per]))}
            {seesCost ? timeUnits.map((per) => head(costs[per])) : null}
          </tr>
        </thead>
        <tbody>
          {roles.map((role) => (
            <tr key={role.id}>
              <td>
                <Link to="/products/$id" params={{ id: role.id }}>
                  {role.name}
                </Link>{' '}
                {role.code === null ? null : <small>{role.code}</small>}
              </td>
              {timeUnits.map((per) => (
                <Amount key={per} role={role} per={per} />
              ))}
              {seesCost ? timeUnits.map((per) => <Amount key={per} role={role} per={per} isCost />) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What an hour or a day of a role is sold for, or costs; nothing where it is not sold by it. */
function Amount({ role, per, isCost = false }: { role: Role; per: TimeUnit; isCost?: boolean }) {
  const format = useFormat();
  const { workspace } = useSession();
  const rate = role.rates.find((one) => one.per === per);
  const minor = isCost ? rate?.costMinor : rate?.priceMinor;
  const currency = (isCost ? role.costCurrency : role.currency) ?? workspace.currency;
  return <td className={classes['number']}>{minor === null || minor === undefined ? '—' : format.money(minor, currency)}</td>;
}

function RoleForm({ seesCost }: { seesCost: boolean }) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  const create = useCreateRole();
  const empty = { name: '', perHourMinor: null, perDayMinor: null, hoursPerDay: '8', costMinor: null };
  const form = useSchemaForm<
    { name: string; perHourMinor: number | null; perDayMinor: number | null; hoursPerDay: string; costMinor: number | null },
    Parameters<typeof create.mutateAsync>[0]
  >(bodySchema(createRole), empty);
  const { values, errors, set } = form;
  const send = form.submit(async (body) => {
    await create.mutateAsync(body);
    showDone(t('catalogue:rateCard.added', { name: body.name }));
    for (const key of ['perHourMinor', 'perDayMinor', 'costMinor'] as const) set(key, null);
    set('name', '');
  });
  const money = (key: 'perHourMinor' | 'perDayMinor' | 'costMinor', label: string) => (
    <MoneyInput
      label={label}
      currency={workspace.currency}
      value={values[key]}
      error={errors[key]}
      onChange={(minor) => set(key, minor)}
    />
  );
  return (
    <Card title={t('catalogue:rateCard.add')} padded>
      <form onSubmit={(event) => void send(event)} noValidate>
        <div className={classes['roleForm']}>
          <TextInput {...form.text('name')} label={t('catalogue:rateCard.role')} maxLength={200} autoComplete="off" />
          {money('perHourMinor', t('catalogue:rateCard.perHour'))}
          {money('perDayMinor', t('catalogue:rateCard.perDay'))}
          <TextInput
            {...form.text('hoursPerDay')}
            label={t('catalogue:rateCard.hoursPerDay')}
            inputMode="decimal"
            classNames={{ input: classes['hours'] ?? '' }}
          />
          {seesCost ? money('costMinor', t('catalogue:rateCard.cost')) : null}
          <Button type="submit" loading={form.isBusy}>
            {t('catalogue:rateCard.add')}
          </Button>
        </div>
        <p className={classes['roleHint']}>{t('catalogue:rateCard.perDayHint')}</p>
        <ProblemNote text={form.problem} />
      </form>
    </Card>
  );
}
