import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { PriceBook } from '../books/contract.ts';

/** Whom a book is for, in a few words. */
export function useAudience(): (book: Pick<PriceBook, 'accounts' | 'segment'>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ accounts, segment }) => {
    const named = accounts.slice(0, 3).map(({ title }) => title);
    const more = accounts.length > 3 ? [t('catalogue:books.moreCustomers', { count: accounts.length - 3 })] : [];
    const texts = [segment?.industries, segment?.regions, segment?.countries].flatMap((list) =>
      list?.length ? [list.join(' / ')] : [],
    );
    const least = segment?.employeesMin ?? null;
    const most = segment?.employeesMax ?? null;
    const [from, to] = [least, most].map((number) => (number === null ? '' : format.number(number, 0)));
    const range = most === null ? `≥ ${from ?? ''}` : least === null ? `≤ ${to ?? ''}` : `${from ?? ''}–${to ?? ''}`;
    const size = least === null && most === null ? [] : [t('catalogue:books.size', { range })];
    const kind = [...texts, ...size].join(', ');
    const all = [...named, ...more, ...(kind === '' ? [] : [kind])];
    return all.length === 0 ? t('catalogue:books.everybody') : all.join('; ');
  };
}
