import { CloseButton, Loader, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './entity-list.module.css';

interface SearchBoxProps {
  label: string;
  q: string;
  onChange: (q: string) => void;
  searchRef?: RefObject<HTMLInputElement | null>;
  isBusy?: boolean;
}

/** Searches a moment after the last key. */
export function SearchBox({ label, q, onChange, searchRef, isBusy = false }: SearchBoxProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(q);
  const sent = useRef(q);
  const sendNow = (text: string): void => {
    sent.current = text;
    onChange(text);
  };
  const send = useDebouncedCallback(sendNow, 200);
  useEffect(() => {
    // Changed by another: "clear", or a step back.
    if (q !== sent.current) setTyped(q);
    sent.current = q;
  }, [q]);
  const clear = (
    <CloseButton
      size="sm"
      aria-label={t('web:actions.clear')}
      onClick={() => {
        setTyped('');
        sendNow('');
      }}
    />
  );
  return (
    <TextInput
      ref={searchRef}
      className={classes['search']}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={isBusy ? <Loader size={14} /> : typed ? clear : null}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
