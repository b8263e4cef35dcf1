import { useTranslation } from 'react-i18next';
import { useFormat } from '../use-format.ts';
import classes from './staircase.module.css';

export interface StairStep {
  id: string;
  name: string;
  state: 'done' | 'current' | 'future';
  /** Days spent on this step so far. */
  days?: number | null;
  targetDays?: number | null;
  /** Said instead of the times, e.g. "after the sale". */
  note?: string;
  /** Days late by another clock than the target, such as a promised date. */
  lateDays?: number;
}

interface StaircaseProps {
  steps: readonly StairStep[];
  /** Says whose staircase this is, for screen readers. */
  label: string;
  /** Makes each step a button, e.g. to read its playbook. */
  onSelect?: (id: string) => void;
}

export function overdueDays(step: StairStep): number {
  if (step.lateDays !== undefined) return step.lateDays;
  if (step.state === 'future' || step.days == null || step.targetDays == null) return 0;
  return Math.max(0, step.days - step.targetDays);
}

/** Deepest at the step reached, lighter for each step behind it, and never lighter than the lightest. */
export function shadeOf(index: number, reached: number): number {
  return Math.max(1, 5 - (reached - index));
}

function useStepText(): (step: StairStep) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (step) => {
    const late = overdueDays(step);
    const over = late > 0 ? t('web:stairs.over', { over: format.daysShort(late) }) : '';
    if (step.note) return [step.note, over].filter((part) => part !== '').join(' · ');
    const target = step.targetDays == null ? null : format.daysShort(step.targetDays);
    if (step.state === 'future') return target ? t('web:stairs.target', { target }) : '';
    const spent = step.days == null ? null : format.daysShort(step.days);
    const parts = [
      step.state === 'current' ? t('web:stairs.now') : '',
      spent && target ? t('web:stairs.spentOfTarget', { spent, target }) : (spent ?? ''),
      over,
    ];
    const text = parts.filter((part) => part !== '').join(' · ');
    return step.state === 'done' && target && late === 0 ? `${text} ✓` : text;
  };
}

/** The sign of the product: steps rise to the order, colour deepens with progress, steps to come are outlines, late is amber. */
export function Staircase({ steps, label, onSelect }: StaircaseProps) {
  const textOf = useStepText();
  const reached = steps.findLastIndex((step) => step.state !== 'future');
  const current = steps[reached];
  // The steps of a process as such are nobody's: none of them is where something stands.
  const stands = current && (current.state === 'current' || current.days != null);
  return (
    <div className={classes['stairs']}>
      <ol
        className={classes['steps']}
        aria-label={label}
        style={{ gridTemplateColumns: `repeat(${steps.length}, minmax(0, 1fr))` }}
      >
        {steps.map((step, index) => (
          <li
            key={step.id}
            className={classes['step']}
            data-state={step.state}
            data-late={overdueDays(step) > 0 || undefined}
            data-shade={step.state === 'future' ? undefined : shadeOf(index, reached)}
            aria-current={step.state === 'current' ? 'step' : undefined}
            style={{ '--rise': steps.length > 1 ? index / (steps.length - 1) : 1 }}
          >
            <StepBody step={step} index={index} text={textOf(step)} onSelect={onSelect} />
          </li>
        ))}
      </ol>
      {current && stands ? (
        <p className={classes['caption']} aria-hidden="true">
          <b>{current.name}</b> <span data-late={overdueDays(current) > 0 || undefined}>{textOf(current)}</span>
        </p>
      ) : null}
    </div>
  );
}

interface StepBodyProps {
  step: StairStep;
  index: number;
  text: string;
  onSelect: ((id: string) => void) | undefined;
}

function StepBody({ step, index, text, onSelect }: StepBodyProps) {
  const words = (
    <>
      <span className={classes['index']}>{index + 1}</span>
      <span className={classes['words']}>
        <b>{step.name}</b>
        <small>{text}</small>
      </span>
    </>
  );
  if (!onSelect) return <div className={classes['body']}>{words}</div>;
  return (
    <button type="button" className={classes['body']} onClick={() => onSelect(step.id)}>
      {words}
    </button>
  );
}
