import { useTranslation } from 'react-i18next';
import { dealFields } from '../../modules/deals/contract.ts';
import { dealUi } from '../../modules/deals/web/deal-ui.ts';
import { useStageRates } from '../../modules/deals/web/queries.ts';
import type { DesignerField } from '../../modules/process/web/designer-rules.ts';
import { ProcessDesigner } from '../../modules/process/web/process-designer.tsx';
import { ProcessPage } from '../../modules/process/web/process-page.tsx';
import { choiceLabelKey, fieldLabelKey, writableFields } from '../entity/entity-ui.ts';
import { useFormat } from '../use-format.ts';

/** What the workspace's own deals say of each stage: of those that came to it and are closed, how many were won. */
function useOwnRates(processId: string): (stageId: string) => string | null {
  const { t } = useTranslation();
  const format = useFormat();
  const rates = useStageRates(processId);
  return (stageId) => {
    const rate = rates.data?.data.find((one) => one.stageId === stageId);
    if (!rate || rate.closed === 0) return null;
    return t('process:screens.ownRate', { percent: format.percent(rate.won / rate.closed), n: format.number(rate.closed) });
  };
}

/** Fields that a seller fills in, and the dated next step. */
function useDesignerFields(): DesignerField[] {
  const { t } = useTranslation();
  const keys = [...writableFields({ fields: dealFields }).map(([key]) => key), 'nextStepOn'];
  return keys.flatMap((key) => {
    const field = Object.entries(dealFields).find(([name]) => name === key)?.[1];
    if (!field || key === 'title' || key === 'currency') return [];
    const { choices } = field;
    const made: DesignerField = { key, label: t(fieldLabelKey(dealUi, key)), kind: field.kind };
    if (!choices) return [made];
    return [{ ...made, choices: choices.map((value) => ({ value, label: t(choiceLabelKey(dealUi, key, value)) })) }];
  });
}

/** The process beside what the workspace's deals say of it. */
export function ProcessScreen() {
  return <ProcessPage useOwnRates={useOwnRates} />;
}

export function DesignerScreen() {
  const fields = useDesignerFields();
  return <ProcessDesigner fields={fields} useOwnRates={useOwnRates} />;
}
