import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

interface SuggestingInputProps extends Pick<AutocompleteProps, 'label' | 'error' | 'required' | 'autoFocus'> {
  /** First part of the query key: what the suggestions are of. */
  name: string;
  load: (typed: string) => Promise<string[]>;
  value: string;
  onChange: (value: string) => void;
}

/** A free text that offers what has been written there before, so that one thing is not called by two names. */
export function SuggestingInput({ name, load, value, onChange, ...rest }: SuggestingInputProps) {
  const [isOpen, setOpen] = useState(false);
  const [typed] = useDebouncedValue(value, 150);
  const { data = [] } = useQuery({
    queryKey: ['suggestions', name, typed],
    queryFn: () => load(typed),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
  return (
    <Autocomplete
      {...rest}
      autoComplete="off"
      data={data}
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      onDropdownOpen={() => setOpen(true)}
    />
  );
}
