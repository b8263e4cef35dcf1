import { useTranslation } from 'react-i18next';
import { dealFields } from '../../modules/deals/contract.ts';
import { dealUi } from '../../modules/deals/web/deal-ui.ts';
import { useStageRates } from '../../modules/deals/web/queries.ts';
import type { OwnFigures } from '../../modules/process/web/own-figures.ts';
import type { DesignerField } from '../../modules/process/web/designer-rules.ts';
import { ProcessDesigner } from '../../modules/process/web/process-designer.tsx';
import { ProcessPage } from '../../modules/process/web/process-page.tsx';
import { choiceLabelKey, fieldLabelKey, writableFields } from '../entity/entity-ui.ts';
import { useFormat } from '../use-format.ts';

/** Of the deals that came to a stage and are closed, how many were won; and how often a criterion was waived. */
function useOwnFigures(processId: string): OwnFigures {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useStageRates(processId);
  return {
    rateOf: (stageId) => {
      const rate = data?.data.find((one) => one.stageId === stageId);
      if (!rate || rate.closed === 0) return null;
      return t('process:screens.ownRate', { percent: format.percent(rate.won / rate.closed), n: format.number(rate.closed) });
    },
    waivedOf: (criterionKey) => {
      const count = data?.waived.find((one) => one.criterionKey === criterionKey)?.count;
      return count ? t('process:screens.waivedTimes', { count, shown: format.number(count) }) : null;
    },
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
  return <ProcessPage useOwnFigures={useOwnFigures} />;
}

export function DesignerScreen() {
  const fields = useDesignerFields();
  return <ProcessDesigner fields={fields} useOwnFigures={useOwnFigures} />;
}
