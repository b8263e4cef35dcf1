import { Combobox, useCombobox } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isSameUnit } from '../../catalogue/units/rules.ts';
import { useUnits } from '../../catalogue/web/use-units.ts';
import classes from './quote.module.css';
import type { Typing } from './use-grid.ts';

interface UnitInputProps {
  label: string;
  typing: Typing;
  productId: string;
}

/** The unit that a text means: its name, or the only one that begins with it; the text itself where it means none. */
function meant(typed: string, names: readonly string[]): string {
  const text = typed.trim();
  const known = names.find((name) => isSameUnit(name, text));
  const begun = names.filter((name) => text !== '' && name.toLowerCase().startsWith(text.toLowerCase()));
  return known ?? (begun.length === 1 ? begun[0] : undefined) ?? text;
}

/** The unit of a product's line: one of those it is sold in, chosen with the arrows or typed. */
export function UnitInput({ label, typing, productId }: UnitInputProps) {
  const combobox = useCombobox({ defaultOpened: true });
  const [text, setText] = useState(typing.begun);
  const units = useUnits(productId);
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus();
    if ((input.current?.value.length ?? 0) > 1) input.current?.select();
  }, []);
  const names = units.map(({ name }) => name);
  const leave = (unit: string, way?: 'down' | 'right' | 'left'): void => {
    isOver.current = true;
    typing.commit(unit, way);
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    const chosen = names[combobox.getSelectedOptionIndex()] ?? meant(text, names);
    const steps: Record<string, () => void> = {
      ArrowDown: () => void combobox.selectNextOption(),
      ArrowUp: () => void combobox.selectPreviousOption(),
      Enter: () => leave(chosen, 'down'),
      Tab: () => leave(chosen, event.shiftKey ? 'left' : 'right'),
      Escape: () => {
        isOver.current = true;
        typing.cancel();
      },
    };
    const step = steps[event.key];
    if (!step || (isArrow && units.length === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  return (
    <Combobox store={combobox} withinPortal onOptionSubmit={(name) => leave(name)} width="max-content" position="bottom-start">
      <Combobox.Target withKeyboardNavigation={false}>
        <input
          ref={input}
          className={classes['input']}
          aria-label={label}
          autoComplete="off"
          maxLength={30}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.resetSelectedOption();
          }}
          onKeyDown={handleKey}
          onBlur={() => {
            if (!isOver.current) leave(meant(text, names));
          }}
        />
      </Combobox.Target>
      <Units units={units} />
    </Combobox>
  );
}

/** What the product is sold in, and how large each is. */
function Units({ units }: { units: ReturnType<typeof useUnits> }) {
  const { t } = useTranslation();
  return (
    <Combobox.Dropdown hidden={units.length === 0} onMouseDown={(event) => event.preventDefault()}>
      <Combobox.Options aria-label={t('offers:columns.unit')}>
        {units.map(({ name, conversion }) => (
          <Combobox.Option key={name} value={name}>
            {name}{' '}
            {conversion ? (
              <small className={classes['quiet']}>
                {t('catalogue:units.equals', { factor: conversion.factor, base: conversion.base ?? '' })}
              </small>
            ) : null}
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}
