import { Anchor, Button, Skeleton } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { PriceBook } from '../books/contract.ts';
import classes from './catalogue.module.css';
import { MarginsCard } from './margins-card.tsx';
import { PromotionsCard } from './promotions-card.tsx';
import { useBooks } from './queries.ts';
import { TryPrice } from './try-price.tsx';
import { useAudience } from './use-audience.ts';

const BookDialog = lazyOpen(async () => (await import('./book-dialog.tsx')).BookDialog);

/** All price books, what a product comes to by them, and the margins to keep. */
export function BooksPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const books = useBooks();
  const [isAdding, setAdding] = useState(false);
  usePageTitle(t('catalogue:objects.priceBook.other'));
  const mayEdit = may('priceBook', 'edit');
  return (
    <>
      <PageHeader
        title={t('catalogue:objects.priceBook.other')}
        sub={t('catalogue:books.intro')}
        primary={mayEdit ? <Button onClick={() => setAdding(true)}>{t('catalogue:books.add')}</Button> : null}
      />
      <div className={classes['sides']}>
        <div className={classes['stack']}>
          <Card>
            {books.error ? <ErrorState error={books.error} onRetry={() => void books.refetch()} /> : null}
            {books.isPending ? <Skeleton height={120} m="md" /> : null}
            {books.data?.data.length === 0 ? (
              <EmptyState title={t('catalogue:books.none')} hint={t('catalogue:books.hint')} />
            ) : null}
            <BookTable books={books.data?.data ?? []} />
          </Card>
          <PromotionsCard mayEdit={mayEdit} />
          <MarginsCard mayEdit={mayEdit} />
        </div>
        <TryPrice />
      </div>
      <BookDialog
        isOpen={isAdding}
        book={null}
        books={books.data?.data ?? []}
        onClose={() => setAdding(false)}
        onSaved={({ id }) => void navigate({ to: `/price-books/${id}` })}
      />
    </>
  );
}

function BookTable({ books }: { books: readonly PriceBook[] }) {
  const { t } = useTranslation();
  if (books.length === 0) return null;
  return (
    <div className={classes['scroll']}>
      <table className={`${classes['table'] ?? ''} ${classes['folds'] ?? ''}`}>
        <thead>
          <tr>
            <th>{t('catalogue:fields.product.name')}</th>
            <th>{t('catalogue:books.for')}</th>
            <th>{t('catalogue:books.period')}</th>
            <th className={classes['number']}>{t('catalogue:books.prices')}</th>
            <th className={classes['number']}>{t('catalogue:books.rules')}</th>
            <th className={classes['number']}>{t('catalogue:books.priority')}</th>
          </tr>
        </thead>
        <tbody>
          {books.map((book) => (
            <BookRow key={book.id} book={book} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BookRow({ book }: { book: PriceBook }) {
  const { t } = useTranslation();
  const format = useFormat();
  const audience = useAudience();
  const { validFrom, validTo } = book;
  const isOver = validTo !== null && validTo < format.today();
  const period =
    validFrom === null && validTo === null
      ? t('catalogue:books.always')
      : `${validFrom === null ? '' : format.day(validFrom)} – ${validTo === null ? '' : format.day(validTo)}`;
  return (
    <tr>
      <td>
        <Anchor component={Link} to={`/price-books/${book.id}`}>
          {book.name}
        </Anchor>{' '}
        <span className={classes['quiet']}>{book.currency}</span> {book.isActive ? null : <Chip>{t('catalogue:books.off')}</Chip>}
        {isOver ? <Chip tone="warn">{t('catalogue:books.over')}</Chip> : null}
      </td>
      <td className={classes['quiet']}>{audience(book)}</td>
      <td className={classes['quiet']}>{period}</td>
      <td className={classes['number']}>{format.number(book.prices, 0)}</td>
      <td className={classes['number']}>{format.number(book.rules, 0)}</td>
      <td className={classes['number']}>{format.number(book.priority, 0)}</td>
    </tr>
  );
}
