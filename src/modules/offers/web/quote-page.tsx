import { Tabs } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldPanel } from '../../../web/entity/record/field-panel.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { lazyPart } from '../../../web/lazy-open.tsx';
import type { QuoteDocument, QuoteStanding } from '../revisions/contract.ts';
import { TabList } from '../../../web/ui/tab-list.tsx';
import { TabPanel } from '../../../web/ui/tab-panel.tsx';
import { useTab } from '../../../web/ui/use-tab.ts';
import { LinesTab } from './lines-tab.tsx';
import { useDocument } from './queries.ts';
import classes from './quote.module.css';
import { useQuoteActions } from './quote-actions.tsx';
import { quoteUi } from './quote-ui.tsx';
import { useDraft } from './use-draft.ts';

const Terms = lazyPart(async () => (await import('./terms-tab.tsx')).TermsTab);
const Revisions = lazyPart(async () => (await import('./revisions-tab.tsx')).RevisionsTab);
const Customer = lazyPart(async () => (await import('./customer-tab.tsx')).CustomerTab);
const Approvals = lazyPart(async () => (await import('../../approvals/web/record-approvals.tsx')).RecordApprovals);
const Timeline = lazyPart(async () => (await import('../../timeline/web/timeline.tsx')).Timeline);
const Files = lazyPart(async () => (await import('../../timeline/web/files-tab.tsx')).FilesTab);

/** A quote: its lines, everything else it says, its revisions. */
export function QuotePage() {
  const { id } = useParams({ strict: false });
  const document = useDocument(id ?? '');
  usePageTitle(document.data?.quote.title);
  // Another revision is another draft: nothing of the one before is carried over.
  if (document.data) return <QuoteView key={document.data.revision.id} document={document.data} />;
  return document.error ? <ErrorState error={document.error} onRetry={() => void document.refetch()} /> : <PageSkeleton />;
}

const scrolling = [classes['panel'], classes['scrolls']].join(' ');
const tabs = ['lines', 'terms', 'revisions', 'customer', 'approvals', 'timeline', 'files', 'details'] as const;

function QuoteView({ document }: { document: QuoteDocument }) {
  const { t } = useTranslation();
  const [tab, open] = useTab(tabs);
  const { quote, actions } = document;
  const canEdit = actions.includes('edit');
  const editor = useDraft(document, canEdit);
  const { menu, primary, aside, dialogs } = useQuoteActions(document, editor);
  useUndoKeys(canEdit, editor.undo, editor.redo);
  return (
    <div className={classes['page']}>
      <PageHeader title={quote.title} sub={<SubLine document={document} />} aside={aside} menu={menu} primary={primary} />
      <Tabs value={tab} onChange={open} keepMounted={false} className={classes['tabs']}>
        <TabList current={tab}>
          {tabs.map((key) => (
            <Tabs.Tab key={key} value={key}>
              {t(`offers:tabs.${key}`)}
              {key === 'revisions' && document.revisions.length > 1 ? ` ${document.revisions.length}` : ''}
            </Tabs.Tab>
          ))}
        </TabList>
        <TabPanel value="lines" className={classes['panel']}>
          <LinesTab document={document} editor={editor} canEdit={canEdit} />
        </TabPanel>
        <TabPanel value="terms" className={scrolling}>
          <Terms document={document} editor={editor} canEdit={canEdit} />
        </TabPanel>
        <TabPanel value="revisions" className={scrolling}>
          <Revisions document={document} />
        </TabPanel>
        <TabPanel value="customer" className={scrolling}>
          <Customer document={document} />
        </TabPanel>
        <TabPanel value="approvals" className={scrolling}>
          <Approvals recordId={quote.id} />
        </TabPanel>
        <TabPanel value="timeline" className={scrolling}>
          <Timeline recordId={quote.id} kind="quote" />
        </TabPanel>
        <TabPanel value="files" className={scrolling}>
          <Files recordId={quote.id} />
        </TabPanel>
        <TabPanel value="details" className={scrolling}>
          <FieldPanel
            ui={quoteUi}
            row={quote}
            mayEdit={canEdit}
            keys={['number', ...Object.keys(quoteUi.fields).filter((key) => key !== 'number' && key !== 'currency')]}
          />
        </TabPanel>
      </Tabs>
      {dialogs}
    </div>
  );
}

/** Undo and redo wherever nothing is typed. */
function useUndoKeys(canEdit: boolean, undo: () => void, redo: () => void): void {
  useEffect(() => {
    if (!canEdit) return undefined;
    const handleKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (isTyping || event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, [canEdit, undo, redo]);
}

/** How the approval of a draft stands; nothing where it needs none. */
function ApprovalChip({ approval }: { approval: QuoteStanding | null }) {
  const { t } = useTranslation();
  if (approval === null || approval.state === 'notNeeded') return null;
  // Of an owner nobody is asked: what passes by itself was not approved by anybody.
  if (approval.state === 'approved')
    return approval.requestId === null ? null : <Chip tone="ok">{t('offers:screens.approved')}</Chip>;
  // The way to the request, beside the title, says so.
  if (approval.state === 'waiting' && approval.requestId !== null) return null;
  if (approval.state === 'waiting') return <Chip tone="warn">{t('offers:revisionStates.inApproval')}</Chip>;
  if (approval.last === 'rejected') return <Chip tone="bad">{t('offers:screens.rejected')}</Chip>;
  return <Chip tone="warn">{t('offers:screens.needsApproval')}</Chip>;
}

function SubLine({ document: { quote, revision, revisions, approval, order } }: { document: QuoteDocument }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tone = quoteUi.tones?.['state']?.[revision.state] ?? 'plain';
  return (
    <span className={classes['sub']}>
      <span>{quote.number}</span>
      <Chip tone={tone}>{t(`offers:revisionStates.${revision.state}`)}</Chip>
      <ApprovalChip approval={revision.state === 'draft' ? approval : null} />
      {revisions.length > 1 ? <Chip>{t('offers:screens.revisionNo', { number: revision.number })}</Chip> : null}
      {quote.deal ? (
        <Link to="/deals/$id" params={{ id: quote.deal.id }}>
          {quote.deal.title}
        </Link>
      ) : null}
      {quote.account ? (
        <Link to="/accounts/$id" params={{ id: quote.account.id }}>
          {quote.account.title}
        </Link>
      ) : null}
      {order ? (
        <Link to="/orders/$id" params={{ id: order.id }}>
          {t('offers:screens.orderNo', { number: order.number })}
        </Link>
      ) : null}
      {revision.sentAt ? <span>{t('offers:screens.sentAt', { when: format.instant(revision.sentAt) })}</span> : null}
      {revision.validUntilOn ? <span>{t('offers:screens.validUntil', { day: format.day(revision.validUntilOn) })}</span> : null}
      {quote.isPrimary ? <Chip tone="pri">{t('offers:screens.primary')}</Chip> : null}
    </span>
  );
}
