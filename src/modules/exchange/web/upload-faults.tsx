import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../web/problem.ts';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { Reading } from '../staging/contract.ts';
import { csvEncodings } from '../../../platform/csv/kinds.ts';
import classes from './import.module.css';
import { UploadError } from './queries.ts';

interface UploadFaultsProps {
  error: Error | null;
  /** Reads a file again, in another encoding. */
  onRead?: (file: string, reading: Reading) => void;
}

/** What is wrong with each file that could not be read; where another encoding may help, it is offered. */
export function UploadFaults({ error, onRead }: UploadFaultsProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  if (!(error instanceof UploadError)) return <ProblemNote text={error ? problemText(error) : null} />;
  return (
    <>
      {error.faults.map(({ file, error: fault }) => {
        const isMap = !(fault instanceof ProblemError);
        const isEncoding = fault instanceof ProblemError && fault.code === 'csv.bad_encoding';
        return (
          <div key={file} className={classes['fault']}>
            <ProblemNote text={`${file}: ${isMap ? t('exchange:screens.noMap') : problemText(fault)}`} />
            {isEncoding && onRead ? (
              <Select
                aria-label={t('exchange:screens.encoding')}
                placeholder={t('exchange:screens.readAs')}
                data={csvEncodings.map((encoding) => ({ value: encoding, label: t(`exchange:encodings.${encoding}`) }))}
                value={null}
                onChange={(encoding) => onRead(file, Reading.parse({ encoding }))}
              />
            ) : null}
          </div>
        );
      })}
    </>
  );
}
