import { Button, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClashFields, FormConflict } from '../../../web/form-conflict.tsx';
import { IntegerInput, MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useDraft } from '../../../web/use-draft.ts';
import { currentOf } from '../../../web/problem.ts';
import { useFormat, usePlace } from '../../../web/use-format.ts';
import type { KpiTarget, TargetKpi } from '../targets/contract.ts';
import { targetKpis } from '../targets/contract.ts';
import { useSetTarget, useTargets } from './queries.ts';

interface TargetsDialogProps {
  year: number;
  teamId: string | null;
  onClose: () => void;
}

/** Sets what a year is to bring; an empty field has no target. */
export function TargetsDialog({ year, teamId, onClose }: TargetsDialogProps) {
  const { t } = useTranslation();
  const targets = useTargets();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('insights:targets.title', { year })}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {targets.data ? <Form year={year} teamId={teamId} targets={targets.data.data} onClose={onClose} /> : null}
    </Modal>
  );
}

type Values = Record<TargetKpi, number | null> & { version: number };

function Form({ year, teamId, targets, onClose }: TargetsDialogProps & { targets: readonly KpiTarget[] }) {
  const { t } = useTranslation();
  const { currency } = usePlace();
  const save = useSetTarget();
  const known = (kpi: TargetKpi) =>
    targets.find((target) => target.kpi === kpi && target.year === year && target.teamId === teamId)?.value ?? null;
  // What stood there when the dialog was opened, or was met since: a colleague's target is not written over unseen.
  const [base, setBase] = useState<Values>({
    version: 0,
    winRate: known('winRate'),
    conversion: known('conversion'),
    salesCycleDays: known('salesCycleDays'),
    revenue: known('revenue'),
  });
  const { values, set: change, clash, meet } = useDraft(base);
  const clashFields = useClashFields();
  const set = (kpi: TargetKpi) => (value: number | null) => change({ [kpi]: value });
  const isBad = targetKpis.some((kpi) => Number.isNaN(values[kpi]));
  const handleSave = async (): Promise<void> => {
    let stands = base;
    for (const kpi of targetKpis) {
      const [was, value] = [stands[kpi], values[kpi]];
      if (value === was) continue;
      try {
        await save.mutateAsync({ kpi, teamId, year, value, was });
        stands = { ...stands, [kpi]: value };
      } catch (error) {
        const current = currentOf(error)?.['value'];
        if (current !== undefined) stands = { ...stands, [kpi]: typeof current === 'number' ? current : null };
        setBase(stands);
        if (!meet(error, () => stands)) showProblem(error);
        return;
      }
    }
    showDone(t('insights:targets.saved'));
    onClose();
  };
  return (
    <Stack>
      <PercentInput label={t('insights:kpis.winRate')} value={values.winRate} onChange={set('winRate')} />
      <PercentInput label={t('insights:kpis.conversion')} value={values.conversion} onChange={set('conversion')} />
      <IntegerInput label={t('insights:targets.cycle')} value={values.salesCycleDays} onChange={set('salesCycleDays')} />
      <MoneyInput label={t('insights:targets.revenue')} currency={currency} value={values.revenue} onChange={set('revenue')} />
      <FormConflict clash={clash} fields={clashFields} />
      <Button onClick={() => void handleSave()} loading={save.isPending} disabled={isBad}>
        {t('insights:targets.save')}
      </Button>
    </Stack>
  );
}

/** How the figures are called and shown where both sides changed them. */
function useClashFields(): ClashFields {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = usePlace();
  const shown = (text: (value: number) => string) => (value: unknown) => (typeof value === 'number' ? text(value) : '—');
  return {
    winRate: { label: t('insights:kpis.winRate'), show: shown(format.basisPoints) },
    conversion: { label: t('insights:kpis.conversion'), show: shown(format.basisPoints) },
    salesCycleDays: { label: t('insights:targets.cycle'), show: shown(format.number) },
    revenue: { label: t('insights:targets.revenue'), show: shown((value) => format.money(value, currency)) },
  };
}
