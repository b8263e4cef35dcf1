import { Button, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IntegerInput, MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { usePlace } from '../../../web/use-format.ts';
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

type Values = Record<TargetKpi, number | null>;

function Form({ year, teamId, targets, onClose }: TargetsDialogProps & { targets: readonly KpiTarget[] }) {
  const { t } = useTranslation();
  const { currency } = usePlace();
  const save = useSetTarget();
  const known = (kpi: TargetKpi) =>
    targets.find((target) => target.kpi === kpi && target.year === year && target.teamId === teamId)?.value ?? null;
  const [values, setValues] = useState<Values>({
    winRate: known('winRate'),
    conversion: known('conversion'),
    salesCycleDays: known('salesCycleDays'),
    revenue: known('revenue'),
  });
  const set = (kpi: TargetKpi) => (value: number | null) => setValues({ ...values, [kpi]: value });
  const isBad = Object.values(values).some((value) => Number.isNaN(value));
  const handleSave = async (): Promise<void> => {
    try {
      for (const kpi of targetKpis)
        if (values[kpi] !== known(kpi)) await save.mutateAsync({ kpi, teamId, year, value: values[kpi] });
      showDone(t('insights:targets.saved'));
      onClose();
    } catch (error) {
      showProblem(error);
    }
  };
  return (
    <Stack>
      <PercentInput label={t('insights:kpis.winRate')} value={values.winRate} onChange={set('winRate')} />
      <PercentInput label={t('insights:kpis.conversion')} value={values.conversion} onChange={set('conversion')} />
      <IntegerInput label={t('insights:targets.cycle')} value={values.salesCycleDays} onChange={set('salesCycleDays')} />
      <MoneyInput label={t('insights:targets.revenue')} currency={currency} value={values.revenue} onChange={set('revenue')} />
      <Button onClick={() => void handleSave()} loading={save.isPending} disabled={isBad}>
        {t('insights:targets.save')}
      </Button>
    </Stack>
  );
}
