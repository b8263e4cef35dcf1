import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import classes from './quote.module.css';
import type { Typing } from './use-grid.ts';

interface CellInputProps {
  label: string;
  typing: Typing;
  isNumeric: boolean;
}

/** What the keys of a cell's input do: Enter goes down, Tab beside, Escape takes it back. */
export function commitKey(
  event: KeyboardEvent,
  text: string,
  typing: Pick<Typing, 'commit' | 'cancel'>,
  isNumeric: boolean,
): void {
  if (event.nativeEvent.isComposing) return;
  const steps: Record<string, () => void> = {
    Enter: () => typing.commit(text, 'down'),
    Tab: () => typing.commit(text, event.shiftKey ? 'left' : 'right'),
    Escape: typing.cancel,
    ...(isNumeric ? { ArrowDown: () => typing.commit(text, 'down') } : {}),
  };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  step();
}

/** The input of a cell that is being typed into. */
export function CellInput({ label, typing, isNumeric }: CellInputProps) {
  const [text, setText] = useState(typing.begun);
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus();
    // One letter is the first of a new value; a whole value is there to be replaced or mended.
    if ((input.current?.value.length ?? 0) > 1) input.current?.select();
  }, []);
  return (
    <input
      ref={input}
      className={classes['input']}
      data-numeric={isNumeric || undefined}
      aria-label={label}
      inputMode={isNumeric ? 'decimal' : 'text'}
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        isOver.current = ['Enter', 'Tab', 'Escape'].includes(event.key);
        commitKey(event, text, typing, isNumeric);
      }}
      onBlur={() => {
        if (!isOver.current) typing.commit(text);
      }}
    />
  );
}
