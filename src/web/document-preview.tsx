import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import classes from './document-preview.module.css';
import { ErrorState } from './ui/error-state.tsx';
import { showProblem } from './ui/toast.tsx';

interface WithPreviewProps {
  label: string;
  /** What stands beside it; null for whoever may not look. */
  preview: ReactNode;
  children: ReactNode;
}

/** A form with the document that it changes beside it; below it where there is no room. */
export function WithPreview({ label, preview, children }: WithPreviewProps) {
  return (
    <div className={classes['columns']}>
      {children}
      {preview === null ? null : (
        <aside className={classes['preview']} aria-label={label}>
          {preview}
        </aside>
      )}
    </div>
  );
}

interface DocumentSheetProps {
  /** What the picture depends on. */
  queryKey: readonly unknown[];
  /** The pages as one picture (SVG). */
  load: (signal: AbortSignal) => Promise<Blob>;
  /** The same as PDF, saved as a file. */
  save: () => Promise<void>;
  alt: string;
  saveLabel: string;
}

/** The pages of a document as what was typed would make them, by the engine that makes the documents. */
export function DocumentSheet({ queryKey, load, save, alt, saveLabel }: DocumentSheetProps) {
  const pages = useQuery({
    queryKey,
    queryFn: async ({ signal }) => `data:image/svg+xml,${encodeURIComponent(await (await load(signal)).text())}`,
    placeholderData: keepPreviousData,
    // What is typed halfway (a mail address without its end) is refused; the last pages stay.
    retry: false,
  });
  return (
    <>
      {pages.data ? <img src={pages.data} alt={alt} decoding="sync" className={classes['sheet']} /> : null}
      {pages.isPending ? <Skeleton className={`${classes['sheet'] ?? ''} ${classes['waiting'] ?? ''}`} /> : null}
      {pages.error && !pages.data ? <ErrorState error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      <Button variant="default" onClick={() => void save().catch(showProblem)}>
        {saveLabel}
      </Button>
    </>
  );
}
