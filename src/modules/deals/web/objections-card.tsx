import { Button, Select, Skeleton, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { type ObjectionKind, objectionKinds } from '../../library/contract.ts';
import classes from './negotiation.module.css';
import { ObjectionRow } from './objection-row.tsx';
import { useAddObjection, useObjections } from './queries.ts';

interface ObjectionsCardProps {
  dealId: string;
  canEdit: boolean;
}

/** The customer's doubts, open ones first; two fields and Enter log one more. */
export function ObjectionsCard({ dealId, canEdit }: ObjectionsCardProps) {
  const { t } = useTranslation();
  const objections = useObjections(dealId);
  const all = objections.data?.data;
  const open = all?.filter(({ status }) => status !== 'closed').length ?? 0;
  return (
    <Card
      title={t('deals:objections.title')}
      aside={
        all && all.length > 0 ? (
          <Chip tone={open > 0 ? 'warn' : 'ok'}>
            {open > 0 ? t('deals:objections.openCount', { count: open }) : t('deals:objections.allClosed')}
          </Chip>
        ) : null
      }
    >
      {canEdit ? <QuickObjection dealId={dealId} /> : null}
      {objections.error ? <ErrorState error={objections.error} onRetry={() => void objections.refetch()} /> : null}
      {objections.isPending ? <Skeleton height={44} m={16} /> : null}
      {all?.map((objection) => (
        <ObjectionRow key={objection.id} dealId={dealId} objection={objection} canEdit={canEdit} />
      ))}
      {all?.length === 0 ? <EmptyState title={t('deals:objections.none')} hint={t('deals:objections.noneHint')} /> : null}
    </Card>
  );
}

function QuickObjection({ dealId }: { dealId: string }) {
  const { t } = useTranslation();
  const add = useAddObjection(dealId);
  const [kind, setKind] = useState<ObjectionKind>('price');
  const [said, setSaid] = useState('');
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (said.trim() === '') return;
    add.mutate({ kind, said: said.trim() }, { onSuccess: () => setSaid(''), onError: showProblem });
  };
  return (
    <form className={classes['quick']} onSubmit={handleSubmit}>
      <Select
        aria-label={t('deals:fields.objection.kind')}
        data={objectionKinds.map((value) => ({ value, label: t(`deals:choices.objection.kind.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(next) => setKind(objectionKinds.find((known) => known === next) ?? kind)}
      />
      <TextInput
        aria-label={t('deals:fields.objection.said')}
        placeholder={t('deals:objections.saidHint')}
        value={said}
        maxLength={4000}
        onChange={(event) => setSaid(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={add.isPending} disabled={said.trim() === ''}>
        {t('deals:objections.log')}
      </Button>
    </form>
  );
}
