import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import classes from './quote.module.css';
import type { Grid } from './use-grid.ts';

interface CellInputProps {
  label: string;
  grid: Grid;
  isNumeric: boolean;
}

/** What the keys of a cell's input do: Enter goes down, Tab beside, Escape takes it back. */
export function commitKey(event: KeyboardEvent, text: string, grid: Pick<Grid, 'commit' | 'cancel'>, isNumeric: boolean): void {
  if (event.nativeEvent.isComposing) return;
  const steps: Record<string, () => void> = {
    Enter: () => grid.commit(text, 'down'),
    Tab: () => grid.commit(text, event.shiftKey ? 'left' : 'right'),
    Escape: grid.cancel,
    ...(isNumeric ? { ArrowDown: () => grid.commit(text, 'down') } : {}),
  };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  step();
}

/** The input of a cell that is being typed into. */
export function CellInput({ label, grid, isNumeric }: CellInputProps) {
  const [text, setText] = useState(grid.editing ?? '');
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
        commitKey(event, text, grid, isNumeric);
      }}
      onBlur={() => {
        if (!isOver.current) grid.commit(text);
      }}
    />
  );
}
