import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../../platform/days.ts';
import { call } from '../../../web/api.ts';
import { KeyValue } from '../../../web/ui/key-value.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { QuoteContent } from '../content/contract.ts';
import { faultsOf } from '../content/rules.ts';
import { type QuoteDocument, sendQuote } from '../revisions/contract.ts';
import { totalsOf } from '../totals/rules.ts';
import { useQuoteAction } from './queries.ts';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';

interface SendDialogProps {
  document: QuoteDocument;
  editor: DraftEditor;
  isOpen: boolean;
  onClose: () => void;
}

/** Saves what is not saved yet, then sends. */
function useSend({ document: { quote }, editor, onClose }: SendDialogProps, follows: boolean) {
  const { t } = useTranslation();
  const [isSaving, setSaving] = useState(false);
  const choice = quote.deal && !quote.isPrimary ? { setsDealAmount: follows } : {};
  const send = useQuoteAction((version: number) => call(sendQuote, { params: { id: quote.id }, body: { version, ...choice } }));
  const start = async (): Promise<void> => {
    setSaving(true);
    const version = await editor.flush();
    setSaving(false);
    if (version === null) return;
    send.mutate(version, {
      onSuccess: () => {
        onClose();
        showDone(t('offers:screens.sent', { number: quote.number }));
      },
    });
  };
  return { start: () => void start(), isBusy: isSaving || send.isPending, error: send.error };
}

/** What goes out, once more, before it is frozen. */
export function SendDialog(props: SendDialogProps) {
  const { document, isOpen, onClose } = props;
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { quote, revision } = document;
  const { content } = props.editor.draft;
  const [follows, setFollows] = useState(true);
  const send = useSend(props, follows);
  const totals = isOpen ? totalsOf(content) : revision.totals;
  const faults = isOpen ? faultsOf(content, totals) : [];
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('offers:screens.sendTitle', { number: quote.number, revision: revision.number })}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>{t('offers:screens.sendText')}</p>
        <Facts account={quote.account?.title ?? '—'} totalMinor={totals.totalMinor} content={content} />
        {faults.length > 0 ? (
          <ul className={classes['faults']} role="alert">
            {[...new Set(faults.map(({ code }) => code))].map((code) => (
              <li key={code}>
                {t(code === 'required' ? 'offers:screens.nameMissing' : code.replace('offers.', 'offers:errors.'))}
              </li>
            ))}
          </ul>
        ) : null}
        {quote.deal && !quote.isPrimary ? (
          <Checkbox
            checked={follows}
            onChange={(event) => setFollows(event.currentTarget.checked)}
            label={t('offers:screens.setsDealAmount', { deal: quote.deal.title })}
          />
        ) : null}
        {send.error ? <ProblemNote text={problemText(send.error)} /> : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button loading={send.isBusy} disabled={faults.length > 0} onClick={send.start}>
            {t('offers:screens.markSent')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Facts({ account, totalMinor, content }: { account: string; totalMinor: number; content: QuoteContent }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <KeyValue
      items={[
        { key: 'to', label: t('offers:fields.quote.account'), value: account },
        { key: 'total', label: t('offers:totals.total'), value: format.money(totalMinor, content.currency) },
        {
          key: 'until',
          label: t('offers:fields.quote.validUntilOn'),
          value: format.dayLong(addDays(format.today(), content.validDays)),
        },
      ]}
    />
  );
}
