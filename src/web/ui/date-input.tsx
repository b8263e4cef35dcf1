import { TextInput, type TextInputProps } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense } from 'react';

const CalendarInput = lazy(() => import('./calendar-input.tsx'));

type Passed = 'label' | 'error' | 'description' | 'required' | 'disabled' | 'placeholder' | 'aria-label' | 'autoFocus' | 'id' | 'style' | 'className' | 'onBlur' | 'w';

export interface DateInputProps extends Pick<TextInputProps, Passed> {
  /** 'YYYY-MM-DD', or null when empty. */
  value: string | null;
  onChange: (value: string | null) => void;
  minDate?: string;
  maxDate?: string;
  /** False inside a popover, which would take a click in a portal for one outside. */
  withinPortal?: boolean;
}

/** A calendar day: typed or picked on a computer, by the phone's own wheel on a phone. */
export function DateInput({ minDate, maxDate, ...props }: DateInputProps) {
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
    <Suspense fallback={<TextInput {...rest} value={value ?? ''} readOnly />}>
      <CalendarInput {...props} {...(minDate ? { minDate } : {})} {...(maxDate ? { maxDate } : {})} />
    </Suspense>
  );
}
