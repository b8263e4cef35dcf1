import type { TextInputProps } from '@mantine/core';

type Passed =
  | 'label'
  | 'error'
  | 'description'
  | 'required'
  | 'disabled'
  | 'placeholder'
  | 'aria-label'
  | 'autoFocus'
  | 'id'
  | 'style'
  | 'className'
  | 'onBlur'
  | 'w';

export interface DateInputProps extends Pick<TextInputProps, Passed> {
  /** 'YYYY-MM-DD', or null when empty. */
  value: string | null;
  onChange: (value: string | null) => void;
  minDate?: string;
  maxDate?: string;
  /** False inside a popover, which would take a click in a portal for one outside. */
  withinPortal?: boolean;
}
