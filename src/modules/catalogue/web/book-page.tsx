import { Anchor, Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../../../web/lazy-open.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { isObject } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { PriceBook } from '../books/contract.ts';
import classes from './catalogue.module.css';
import { PriceGrid } from './price-grid.tsx';
import { useBook, useBooks, useRemoveBook } from './queries.ts';
import { RulesCard } from './rules-card.tsx';
import { TryPrice } from './try-price.tsx';
import { useAudience } from './use-audience.ts';

const BookDialog = lazyOpen(async () => (await import('./book-dialog.tsx')).BookDialog);

/** A price book: whom it is for, its prices as a sheet, its rules, and what a product comes to. */
export function BookPage() {
  const params: unknown = useParams({ strict: false });
  const id = isObject(params) && typeof params['id'] === 'string' ? params['id'] : '';
  const book = useBook(id);
  usePageTitle(book.data?.name ?? null);
  if (book.error) return <ErrorState error={book.error} onRetry={() => void book.refetch()} />;
  if (!book.data) return <PageSkeleton />;
  return <BookFrame book={book.data} />;
}

function BookFrame({ book }: { book: PriceBook }) {
  const { t } = useTranslation();
  const may = useMay();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const books = useBooks();
  const remove = useRemoveBook();
  const [isEditing, setEditing] = useState(false);
  const mayEdit = may('priceBook', 'edit');
  const handleRemove = async (): Promise<void> => {
    const { name } = book;
    const isSure = await confirm({
      title: t('catalogue:books.removeTitle', { name }),
      text: t('catalogue:books.removeText'),
      action: t('web:actions.delete'),
      isDestructive: true,
    });
    if (!isSure) return;
    remove.mutateAsync(book.id).then(() => {
      showDone(t('catalogue:books.removed', { name }));
      return navigate({ to: '/price-books' });
    }, showProblem);
  };
  return (
    <>
      <PageHeader
        title={book.name}
        sub={<BookFacts book={book} books={books.data?.data ?? []} />}
        primary={mayEdit ? <Button onClick={() => setEditing(true)}>{t('web:actions.edit')}</Button> : null}
        menu={
          mayEdit
            ? [{ key: 'remove', label: t('web:actions.delete'), onClick: () => void handleRemove(), isDestructive: true }]
            : []
        }
      />
      <div className={classes['sides']}>
        <div className={classes['stack']}>
          <PriceGrid book={book} mayEdit={mayEdit} />
          <RulesCard book={book} books={books.data?.data ?? []} mayEdit={mayEdit} />
        </div>
        <TryPrice currency={book.currency} />
      </div>
      <BookDialog
        isOpen={isEditing}
        book={book}
        books={books.data?.data ?? []}
        onClose={() => setEditing(false)}
        onSaved={() => setEditing(false)}
      />
    </>
  );
}

/** Currency, parent, customers and dates in one line. */
function BookFacts({ book, books }: { book: PriceBook; books: readonly PriceBook[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const audience = useAudience();
  const parent = books.find(({ id }) => id === book.parentId);
  const by = format.basisPoints(book.adjustmentBp);
  return (
    <>
      <span>{book.currency}</span>
      <span>{audience(book)}</span>
      {parent ? (
        <span>
          <Anchor component={Link} to={`/price-books/${parent.id}`}>
            {parent.name}
          </Anchor>{' '}
          {book.adjustmentBp === 0 ? '' : by}
        </span>
      ) : book.adjustmentBp === 0 ? null : (
        <span>{t('catalogue:books.fromList', { by })}</span>
      )}
      {book.validFrom === null && book.validTo === null ? null : (
        <span>
          {book.validFrom === null ? '' : format.day(book.validFrom)} – {book.validTo === null ? '' : format.day(book.validTo)}
        </span>
      )}
      {book.isActive ? null : <Chip>{t('catalogue:books.off')}</Chip>}
    </>
  );
}
