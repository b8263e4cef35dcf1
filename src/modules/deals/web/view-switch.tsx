import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isObject } from '../../../web/problem.ts';

/** Board or list: two looks at the same deals, so what narrows the one narrows the other. */
export function ViewSwitch({ value }: { value: 'board' | 'list' }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const show = (next: string): void => {
    const search = (before: unknown) => {
      const { new: _n, bin: _b, ...rest } = isObject(before) ? before : {};
      return rest;
    };
    void navigate({ to: next === 'board' ? '/deals' : '/deals/list', search });
  };
  return (
    <SegmentedControl
      aria-label={t('deals:screens.view')}
      value={value}
      onChange={show}
      data={[
        { value: 'board', label: t('deals:screens.board') },
        { value: 'list', label: t('deals:screens.list') },
      ]}
    />
  );
}
