import { TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { loadPart } from '../load-part.ts';
import { useFormat } from '../use-format.ts';
import type { DateInputProps } from './date-input-props.ts';

const CalendarInput = lazy(() => loadPart(() => import('./calendar-input.tsx')));

/** A calendar day: typed or picked on a computer, by the phone's own wheel on a phone. */
export function DateInput({ minDate, maxDate, ...props }: DateInputProps) {
  const { dayWhole } = useFormat();
  const isTouch = useMediaQuery('(pointer: coarse)');
  const { value, onChange, withinPortal: _, ...rest } = props;
  const native = (
    <TextInput
      {...rest}
      type="date"
      {...(minDate ? { min: minDate } : {})}
      {...(maxDate ? { max: maxDate } : {})}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
  if (isTouch) return native;
  return (
    <Suspense fallback={<TextInput {...rest} value={value === null ? '' : dayWhole(value)} readOnly />}>
      <CalendarInput {...props} {...(minDate ? { minDate } : {})} {...(maxDate ? { maxDate } : {})} />
    </Suspense>
  );
}
