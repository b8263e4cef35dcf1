import { useEffect, useState } from 'react';

/** Scrolls to the first field that shows a fault and gives it the keyboard; where no field is at fault, to what the form says of the refusal. */
export function showFirstFault(form: Element): void {
  const fault = form.querySelector<HTMLElement>('[aria-invalid="true"], .mantine-InputWrapper-error');
  if (!fault)
    return showAlert([...form.querySelectorAll<HTMLElement>('[role="alert"]')].find(({ textContent }) => textContent !== ''));
  const field = fault.closest<HTMLElement>('.mantine-InputWrapper-root') ?? fault;
  const input = fault.matches('[aria-invalid]') ? fault : field.querySelector<HTMLElement>('input, textarea, select, button');
  input?.focus({ preventScroll: true });
  field.scrollIntoView({ block: 'center' });
}

function showAlert(alert: HTMLElement | undefined): void {
  if (!alert) return;
  alert.tabIndex = -1;
  alert.focus({ preventScroll: true });
  alert.scrollIntoView({ block: 'nearest' });
}

/** For a form that has just been refused: shows its first fault once the faults are on the screen. */
export function useFirstFault(): (form: Element) => void {
  const [refused, setRefused] = useState<{ form: Element } | null>(null);
  useEffect(() => {
    if (refused) showFirstFault(refused.form);
  }, [refused]);
  return (form) => setRefused({ form });
}
