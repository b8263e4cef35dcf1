import { Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Import } from '../contract.ts';
import { type ImportFile, Reading } from '../staging/contract.ts';
import { csvDelimiters, csvEncodings } from '../../../platform/csv/kinds.ts';
import classes from './import.module.css';
import { useReread } from './queries.ts';

interface ReadingFormProps {
  id: string;
  file: ImportFile;
  onRead: (after: Import) => void;
}

/** How the bytes of a file become cells: found out by the server, changed here, read anew at once. */
export function ReadingForm({ id, file, onRead }: ReadingFormProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const reread = useReread(id);
  // What was chosen shows at once; the file says otherwise only if it cannot be read like that.
  const shown = reread.isPending ? { ...file, ...reread.variables } : file;
  const isFixed = !file.canReread || reread.isPending;
  const read = (change: Partial<Pick<ImportFile, 'encoding' | 'delimiter' | 'hasHeader'>>): void => {
    const { no, encoding, delimiter, hasHeader } = file;
    reread.mutate({ no, ...Reading.parse({ encoding, delimiter, hasHeader, ...change }) }, { onSuccess: onRead });
  };
  return (
    <>
      <div className={classes['reading']}>
        <Select
          label={t('exchange:screens.encoding')}
          data={csvEncodings.map((encoding) => ({ value: encoding, label: t(`exchange:encodings.${encoding}`) }))}
          value={shown.encoding}
          allowDeselect={false}
          disabled={isFixed}
          onChange={(encoding) => (encoding ? read({ encoding }) : undefined)}
        />
        <Select
          label={t('exchange:screens.separator')}
          data={csvDelimiters.map((delimiter, at) => ({ value: delimiter, label: t(`exchange:separators.${at}`) }))}
          value={shown.delimiter}
          allowDeselect={false}
          disabled={isFixed}
          onChange={(delimiter) => (delimiter ? read({ delimiter }) : undefined)}
        />
        <Checkbox
          label={t('exchange:screens.hasHeader')}
          checked={shown.hasHeader}
          disabled={isFixed}
          onChange={(event) => read({ hasHeader: event.currentTarget.checked })}
        />
      </div>
      {reread.error ? (
        <div className={classes['none']}>
          <ProblemNote text={problemText(reread.error)} />
        </div>
      ) : null}
    </>
  );
}
