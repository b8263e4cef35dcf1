import { useTranslation } from 'react-i18next';
import type { FilterCondition } from '../../../platform/filter.ts';
import type { FilterValue } from '../../../platform/filter-values.ts';
import { useFormat, usePlace } from '../../use-format.ts';
import { namesIn } from '../../../platform/filter-fields.ts';
import { choiceLabelKey } from '../entity-ui.ts';
import { needsValue, periodOf, type FilterTarget } from './filter-model.ts';
import { useRefName } from './ref-names.ts';

interface ConditionTextProps {
  target: FilterTarget;
  condition: FilterCondition;
}

/** A condition as a person says it: "Amount at least $10,000". */
export function ConditionText({ target, condition }: ConditionTextProps) {
  const { t } = useTranslation();
  const label = target.labels.map((key) => t(key)).join(' · ');
  const { op, value } = condition;
  if (!needsValue(op)) return <>{`${label} ${t(`web:filter.ops.${op}`)}`}</>;
  const period = op === 'between' ? periodOf(value) : undefined;
  if (period) return <>{`${label}: ${t(`web:filter.periods.${period}`)}`}</>;
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const timed = target.field.kind === 'date' || target.field.kind === 'instant';
  const word = op === 'in' || op === 'eq' ? ':' : ` ${t(timed ? `web:filter.timeOps.${op}` : `web:filter.ops.${op}`)}`;
  return (
    <>
      {label}
      {word}{' '}
      <b>
        {list.slice(0, 2).map((one, index) => (
          <span key={typeof one === 'object' ? JSON.stringify(one) : String(one)}>
            {index > 0 ? (op === 'between' ? ' – ' : ', ') : ''}
            <ValueText target={target} value={one} />
          </span>
        ))}
        {list.length > 2 ? ` +${list.length - 2}` : ''}
      </b>
    </>
  );
}

function ValueText({ target, value }: { target: FilterTarget; value: FilterValue }) {
  const { t } = useTranslation();
  const format = useFormat();
  const place = usePlace();
  const { kind } = target.field;
  if (typeof value === 'object') return 'me' in value ? t('web:states.me') : t(`web:filter.anchors.${value.rel}`);
  if (typeof value === 'boolean') return t(value ? 'web:states.yes' : 'web:states.no');
  if (typeof value === 'number') {
    if (kind === 'money') return format.money(value, place.currency);
    return kind === 'percent' ? format.basisPoints(value) : format.number(value);
  }
  if (kind === 'date' || kind === 'instant') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : format.instant(value);
  if (kind === 'choice' || kind === 'choices') return t(choiceLabelKey(target.owner, namesIn(target.path).at(-1) ?? '', value));
  if (kind === 'ref' || kind === 'user' || kind === 'team') return <RefText target={target} id={value} />;
  return value;
}

function RefText({ target, id }: { target: FilterTarget; id: string }) {
  const { t } = useTranslation();
  return <>{useRefName(target, id) ?? t('web:filter.oneChosen')}</>;
}
