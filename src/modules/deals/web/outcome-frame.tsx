import { Alert, Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFirstFault } from '../../../web/first-fault.ts';
import { currentOf } from '../../../web/problem.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Guide } from '../guide/contract.ts';
import { EntryAlert, EntryAsk, entryRefusalOf } from './entry-ask.tsx';
import { faultOf, isAtFields } from './faults.ts';
import { Meanwhile, type SeenDeal } from './meanwhile.tsx';
import { MissingList, missingOf } from './missing-list.tsx';

export interface OutcomeProps {
  guide: Guide;
  onClose: () => void;
}

interface FrameProps {
  title: string;
  action: string;
  /** The deal that is asked about, as its reader sees it. */
  seen: SeenDeal;
  error: Error | null;
  isPending: boolean;
  isDestructive?: boolean;
  /** Pointers whose faults stand at a field of the dialog. */
  fields?: readonly string[];
  /** The deal that comes into a stage by this outcome, and whether what is missing shall be let pass: that may have to be approved. */
  entry?: { dealId: string; isWaived: boolean };
  children: ReactNode;
  onClose: () => void;
  onSend: () => Promise<unknown>;
}

/** The frame of every outcome: what it means, what is asked, why it was refused. */
export function Frame({
  title,
  action,
  seen,
  error,
  isPending,
  isDestructive = false,
  fields = [],
  entry,
  children,
  onClose,
  onSend,
}: FrameProps) {
  const { t } = useTranslation();
  const showFirst = useFirstFault();
  const [askedStageId, setAsked] = useState<string | null>(null);
  const modal = { opened: true, onClose, title, closeButtonProps: { 'aria-label': t('web:actions.close') } };
  if (entry && askedStageId !== null)
    return (
      <Modal {...modal}>
        <EntryAsk {...entry} stageId={askedStageId} onClose={onClose} />
      </Modal>
    );
  return (
    <Modal {...modal}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          void onSend().then(onClose, (refusal: unknown) => {
            seen.meet(refusal);
            showFirst(form);
          });
        }}
      >
        <Stack gap="sm">
          {error ? <Refusal error={error} fields={fields} seen={seen} action={action} onAsk={setAsked} /> : null}
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('web:actions.cancel')}
            </Button>
            <Button type="submit" loading={isPending} {...(isDestructive ? { color: 'red' } : {})}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type RefusalProps = Required<Pick<FrameProps, 'action' | 'seen' | 'fields'>> & {
  error: Error;
  /** Asks for a stage to be entered. */
  onAsk: (stageId: string) => void;
};

/** Why an outcome was refused, unless it stands at a field: what is missing, what has to be approved first, or what a colleague made of the deal meanwhile. */
function Refusal({ error, fields, seen, action, onAsk }: RefusalProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const missing = missingOf(error);
  if (isAtFields(error, fields)) return null;
  const entry = entryRefusalOf(error);
  if (entry) return <EntryAlert error={error} refusal={entry} onAsk={() => onAsk(entry.toStageId)} />;
  if (currentOf(error)) return <Meanwhile seen={seen} action={action} />;
  return (
    <Alert
      color="red"
      role="alert"
      title={missing.length > 0 ? t('deals:screens.gateMissing', { count: missing.length }) : undefined}
    >
      {missing.length > 0 ? <MissingList missing={missing} /> : problemText(error)}
    </Alert>
  );
}

/** A manager's waiver, offered once the gate has refused. */
export function WaiveFields({
  guide,
  error,
  value,
  onChange,
}: {
  guide: Guide;
  error: Error | null;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const { t } = useTranslation();
  if (missingOf(error).length === 0 || !guide.actions.includes('waive')) return null;
  return (
    <>
      <Checkbox
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? '' : null)}
        label={t('deals:screens.waive')}
      />
      {value !== null ? (
        <Textarea
          label={t('deals:screens.reason')}
          description={t('deals:screens.reasonWaive')}
          value={value}
          error={faultOf(error, '/body/waive')}
          onChange={(event) => onChange(event.currentTarget.value)}
          required
        />
      ) : null}
    </>
  );
}
