import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Import } from '../contract.ts';
import type { ImportMap } from '../mapping/contract.ts';
import { AddFiles } from './add-files.tsx';
import { FileCard } from './file-card.tsx';
import classes from './import.module.css';
import { MapFileButtons } from './map-file-buttons.tsx';
import { withFile } from './mapping-rules.ts';
import { useCheck, useImportKinds, useProposal, usePropose } from './queries.ts';

interface MappingEditorProps {
  found: Import;
  onChecked: () => void;
}

/** How the files are read: as it was set, or as the server proposes. */
export function MappingEditor({ found, onChecked }: MappingEditorProps) {
  const proposal = useProposal(found.id, found.map === null && found.files.length > 0);
  const { t } = useTranslation();
  const format = useFormat();
  const propose = usePropose(found.id);
  const [fresh, setFresh] = useState<ImportMap | null>(null);
  if (proposal.error) return <ErrorState error={proposal.error} onRetry={() => void proposal.refetch()} />;
  if (found.files.length === 0) return <AddFiles id={found.id} />;
  const initial = fresh ?? found.map ?? proposal.data?.map;
  if (!initial) return <PageSkeleton />;
  const [reused] = fresh || found.map ? [] : (proposal.data?.reused ?? []);
  const handleFresh = (): void => propose.mutate(true, { onSuccess: ({ map }) => setFresh(map), onError: showProblem });
  return (
    <>
      {reused ? (
        <Alert color="gray">
          <div className={classes['reused']}>
            <span>{t('exchange:screens.reused', { name: reused.name, when: format.instant(reused.createdAt) })}</span>
            <Button variant="default" size="compact-md" loading={propose.isPending} onClick={handleFresh}>
              {t('exchange:screens.proposeAnew')}
            </Button>
          </div>
        </Alert>
      ) : null}
      <MapEditor key={fresh ? 'fresh' : 'first'} found={found} initial={initial} onChecked={onChecked} />
    </>
  );
}

/** The mapping while it is edited; files that are read anew or come later are proposed by the server again. */
function useMap(found: Import, initial: ImportMap) {
  const propose = usePropose(found.id);
  const [map, setMap] = useState(initial);
  const ask = (take: (current: ImportMap, proposed: ImportMap) => ImportMap): void =>
    propose.mutate(false, {
      onSuccess: ({ map: proposed }) => setMap((current) => take(current, proposed)),
      onError: showProblem,
    });
  /** A file that was read anew has other columns, perhaps: then what it holds is proposed anew as well. */
  const handleRead = (after: Import, name: string): void => {
    const [before, now] = [found, after].map(({ files }) => files.find((file) => file.name === name));
    if (before?.columns.join('\n') === now?.columns.join('\n')) return;
    ask((current, proposed) => withFile(current, name, (old) => proposed.files.find(({ file }) => file === name) ?? old));
  };
  const handleAdded = (): void =>
    ask((current, { files }) => {
      const added = files.filter(({ file }) => !current.files.some((each) => each.file === file));
      return { ...current, files: [...current.files, ...added] };
    });
  return { map, setMap, handleRead, handleAdded };
}

function MapEditor({ found, initial, onChecked }: MappingEditorProps & { initial: ImportMap }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const kinds = useImportKinds();
  const check = useCheck(found.id);
  const { map, setMap, handleRead, handleAdded } = useMap(found, initial);
  if (!kinds.data) return <PageSkeleton />;
  const all = kinds.data.data;
  return (
    <>
      <MapFileButtons map={map} name={found.name} onLoad={setMap} />
      {check.error ? (
        <Alert color="red" role="alert">
          {problemText(check.error)}
        </Alert>
      ) : null}
      {map.files.map((mapFile) => {
        const file = found.files.find(({ name }) => name === mapFile.file);
        return file ? (
          <FileCard
            key={mapFile.file}
            id={found.id}
            file={file}
            map={map}
            mapFile={mapFile}
            kinds={all}
            onChange={(next) => setMap(withFile(map, mapFile.file, () => next))}
            onRead={(after) => handleRead(after, mapFile.file)}
            onRemoved={() => setMap({ ...map, files: map.files.filter((each) => each.file !== mapFile.file) })}
          />
        ) : null;
      })}
      <AddFiles id={found.id} onAdded={handleAdded} />
      <div className={classes['actions']}>
        <Button
          disabled={map.files.every(({ targets }) => targets.length === 0)}
          loading={check.isPending}
          onClick={() => check.mutate(map, { onSuccess: onChecked })}
        >
          {t('exchange:screens.check')}
        </Button>
      </div>
    </>
  );
}
