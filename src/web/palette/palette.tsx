import { Loader, Modal, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './palette.module.css';
import { usePaletteItems, type PaletteItem } from './use-palette-items.ts';

interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Finds any record, opens any screen, runs any command, by keyboard. */
export function Palette({ isOpen, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 48em)');
  return (
    <Modal.Root opened={isOpen} onClose={onClose} centered={false} fullScreen={isPhone} yOffset="12vh" size={620} padding={0}>
      <Modal.Overlay color="var(--scrim)" backgroundOpacity={1} />
      <Modal.Content aria-label={t('web:palette.open')} radius={isPhone ? 0 : 'lg'}>
        <Modal.Body p={0}>
          <PaletteBody onClose={onClose} isPhone={isPhone} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Down, up or neither. */
function stepOf({ key, ctrlKey }: KeyboardEvent): number {
  if (key === 'ArrowDown' || (ctrlKey && key === 'n')) return 1;
  return key === 'ArrowUp' || (ctrlKey && key === 'p') ? -1 : 0;
}

/** Who types fast and presses Enter means what they typed, not what was found before: it waits for what is found. */
function useEnter(isStale: boolean, run: () => void): { press: () => void; forget: () => void } {
  const waits = useRef(false);
  useEffect(() => {
    if (isStale || !waits.current) return;
    waits.current = false;
    run();
  });
  return {
    press: () => {
      if (isStale) waits.current = true;
      else run();
    },
    forget: () => {
      waits.current = false;
    },
  };
}

function PaletteBody({ onClose, isPhone }: { onClose: () => void; isPhone: boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const { items, isLoading, isStale } = usePaletteItems(typed);
  const index = Math.min(active, Math.max(0, items.length - 1));
  const run = (item: PaletteItem | undefined): void => {
    if (!item) return;
    onClose();
    item.run();
  };
  const enter = useEnter(isStale, () => run(items[index]));
  const handleKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = stepOf(event);
    if (step !== 0 && items.length > 0) setActive((index + step + items.length) % items.length);
    else if (event.key === 'Enter') enter.press();
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    document.getElementById(`palette-${index}`)?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return (
    <>
      <div className={classes['field']}>
        <IconSearch size={18} aria-hidden="true" />
        <input
          data-autofocus
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={items.length > 0 ? `palette-${index}` : undefined}
          aria-label={t('web:palette.placeholder')}
          placeholder={t('web:palette.placeholder')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
            enter.forget();
          }}
          onKeyDown={handleKey}
          autoComplete="off"
          spellCheck={false}
        />
        {isLoading ? <Loader size={16} /> : null}
        {isPhone ? (
          <button type="button" className={classes['cancel']} onClick={onClose}>
            {t('web:actions.cancel')}
          </button>
        ) : null}
      </div>
      <PaletteList items={items} index={index} onRun={run} onPoint={setActive} />
      <VisuallyHidden role="status">{isLoading ? '' : t('web:palette.found', { count: items.length })}</VisuallyHidden>
    </>
  );
}

interface PaletteListProps {
  items: PaletteItem[];
  index: number;
  onRun: (item: PaletteItem) => void;
  onPoint: (index: number) => void;
}

function PaletteList({ items, index, onRun, onPoint }: PaletteListProps) {
  const { t } = useTranslation();
  if (items.length === 0) return <p className={classes['none']}>{t('web:palette.none')}</p>;
  return (
    <div id="palette-list" role="listbox" aria-label={t('web:palette.results')} className={classes['list']}>
      {items.map((item, position) => (
        <div key={item.key}>
          {item.group === items[position - 1]?.group ? null : (
            <div className={classes['group']} role="presentation">
              {item.group}
            </div>
          )}
          {/* The keyboard works on the input, as a combobox wants it. */}
          <div
            id={`palette-${position}`}
            role="option"
            aria-selected={position === index}
            className={classes['item']}
            onMouseMove={() => onPoint(position)}
            onClick={() => onRun(item)}
          >
            <item.icon size={17} stroke={1.6} aria-hidden="true" />
            <span className="cd-ellipsis">{item.label}</span>
            {item.sub ? <span className={classes['sub']}>{item.sub}</span> : null}
            {item.keys ? <kbd className={classes['keys']}>{item.keys}</kbd> : null}
          </div>
        </div>
      ))}
    </div>
  );
}
