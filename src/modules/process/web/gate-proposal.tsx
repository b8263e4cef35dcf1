import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../web/session.ts';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import type { Process } from '../contract.ts';
import { useLocalized } from './localized-name.ts';
import { useProcesses, useSetGateMode } from './queries.ts';

/** Gates that have advised long enough: whoever may decide is asked whether they require from now on, or advise for longer. */
export function GateProposal({ process }: { process: Process }) {
  const { t } = useTranslation();
  const may = useMay();
  const localized = useLocalized();
  const set = useSetGateMode();
  if (!process.proposal || !may('process', 'setGateMode')) return null;
  const decide = (gateMode: 'require' | 'advise', said: string): void =>
    set.mutate(
      { id: process.id, body: { version: process.version, gateMode } },
      { onSuccess: () => showDone(said), onError: showProblem },
    );
  return (
    <Alert
      color="blue"
      title={t('process:screens.proposal', { count: process.proposal.adviseDays, name: localized(process.names) })}
    >
      {t('process:screens.gateHint.require')}
      <Group gap="xs" mt="xs">
        <Button size="compact-md" loading={set.isPending} onClick={() => decide('require', t('process:screens.gateNow.require'))}>
          {t('process:screens.requireNow')}
        </Button>
        <Button
          variant="default"
          size="compact-md"
          disabled={set.isPending}
          onClick={() => decide('advise', t('process:screens.adviseLonger'))}
        >
          {t('process:screens.notYet')}
        </Button>
      </Group>
    </Alert>
  );
}

/** The proposals of all processes, for the page on which the day begins. */
export function GateProposals() {
  const may = useMay();
  return may('process', 'setGateMode') ? <Proposals /> : null;
}

function Proposals() {
  const processes = useProcesses();
  return processes.data?.data.map((process) => <GateProposal key={process.id} process={process} />);
}
