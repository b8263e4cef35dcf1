import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { PriceBook } from '../books/contract.ts';
import classes from './catalogue.module.css';
import { useRules, useSetRules } from './queries.ts';
import { inputOf, newRule, type RuleDraft } from './rule-draft.ts';
import { SaveBar } from './save-bar.tsx';
import { usePartsDraft } from './use-parts-draft.ts';
import { RemoveCell } from './remove-cell.tsx';

const RuleDialog = lazyOpen(async () => (await import('./rule-dialog.tsx')).RuleDialog);

interface RulesCardProps {
  book: PriceBook;
  books: readonly PriceBook[];
  mayEdit: boolean;
}

/** What a rule is about, in a few words. */
function useRuleWords(book: PriceBook): (rule: RuleDraft) => { about: string; what: string } {
  const { t } = useTranslation();
  const format = useFormat();
  const signed = (bp: number): string => `${bp > 0 ? '+' : ''}${format.basisPoints(bp)}`;
  return ({ scope, product, category, minQuantity, base, baseBook, method, amountMinor, percentBp, formula }) => {
    const subject =
      scope === 'category' ? (category ?? '') : scope === 'all' ? t('catalogue:rules.everything') : (product?.title ?? '');
    const from = minQuantity === '0' ? '' : t('catalogue:trace.fromQuantity', { quantity: minQuantity });
    const start = base === 'book' ? (baseBook?.title ?? '') : t(`catalogue:rules.base.${base}`);
    const money = (minor: number): string => format.money(minor, book.currency);
    const { discountBp, roundToMinor, surchargeMinor, minMarginBp, maxMarginBp } = formula ?? {};
    const parts = [
      ...(discountBp ? [signed(-discountBp)] : []),
      ...(roundToMinor ? [t('catalogue:rules.roundedTo', { amount: money(roundToMinor) })] : []),
      ...(surchargeMinor ? [`${surchargeMinor > 0 ? '+' : ''}${money(surchargeMinor)}`] : []),
      ...(typeof minMarginBp === 'number' ? [t('catalogue:rules.minMargin', { percent: format.basisPoints(minMarginBp) })] : []),
      ...(typeof maxMarginBp === 'number' ? [t('catalogue:rules.maxMargin', { percent: format.basisPoints(maxMarginBp) })] : []),
    ];
    const what =
      method === 'fixed'
        ? money(amountMinor ?? 0)
        : [start, ...(method === 'percent' ? [signed(percentBp ?? 0)] : parts)].join(' · ');
    return { about: [subject, from].filter((one) => one !== '').join(', '), what };
  };
}

/** The rules of a book. The most specific applies, then the one from more, then the newest: their order here decides nothing. */
export function RulesCard({ book, books, mayEdit }: RulesCardProps) {
  const { t } = useTranslation();
  const rules = useRules(book.id);
  const save = useSetRules(book.id);
  const [edited, setEdited] = useState<number | null>(null);
  const saved: RuleDraft[] = rules.data?.data ?? [];
  const draft = usePartsDraft({ version: rules.data?.version ?? 1, rows: saved }, ({ version, rows }) =>
    save.mutateAsync({ version, rules: rows.map(inputOf) }),
  );
  const put = (rule: RuleDraft): void => {
    const at = edited ?? draft.rows.length;
    draft.edit(at < draft.rows.length ? draft.rows.map((row, index) => (index === at ? rule : row)) : [...draft.rows, rule]);
    setEdited(null);
  };
  const add = { label: t('catalogue:rules.add'), onClick: () => setEdited(draft.rows.length) };
  return (
    <Card title={t('catalogue:rules.title')} aside={<span className={classes['quiet']}>{t('catalogue:rules.order')}</span>}>
      {rules.error ? <ErrorState error={rules.error} onRetry={() => void rules.refetch()} /> : null}
      {rules.isPending ? <Skeleton height={80} m="md" /> : null}
      {rules.data && draft.rows.length === 0 ? (
        <EmptyState title={t('catalogue:rules.none')} hint={t('catalogue:rules.hint')} />
      ) : null}
      <RuleTable book={book} rules={draft.rows} mayEdit={mayEdit} onEdit={setEdited} onRemove={(index) => draft.remove(index)} />
      {mayEdit ? <SaveBar draft={draft} add={add} /> : null}
      <RuleDialog
        key={edited ?? 'none'}
        isOpen={edited !== null}
        rule={(edited === null ? undefined : draft.rows[edited]) ?? newRule}
        book={book}
        books={books.filter(({ id }) => id !== book.id)}
        onClose={() => setEdited(null)}
        onDone={put}
      />
    </Card>
  );
}

interface RuleTableProps {
  book: PriceBook;
  rules: readonly RuleDraft[];
  mayEdit: boolean;
  onEdit: (index: number) => void;
  onRemove: (index: number) => void;
}

function RuleTable({ book, rules, mayEdit, onEdit, onRemove }: RuleTableProps) {
  const words = useRuleWords(book);
  return (
    <table className={classes['table']}>
      <tbody>
        {rules.map((rule, index) => {
          const { about, what } = words(rule);
          return (
            <tr key={index}>
              <td>
                {mayEdit ? (
                  <button type="button" className={classes['link']} onClick={() => onEdit(index)}>
                    {about}
                  </button>
                ) : (
                  about
                )}
              </td>
              <td className={classes['number']}>{what}</td>
              <RemoveCell name={about} mayEdit={mayEdit} onRemove={() => onRemove(index)} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
