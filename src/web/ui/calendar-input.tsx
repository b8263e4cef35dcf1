import { DateInput as MantineDateInput, DatesProvider } from '@mantine/dates';
import '@mantine/dates/styles.css';
import { IconCalendar } from '@tabler/icons-react';
import 'dayjs/locale/zh-cn.js';
import 'dayjs/locale/zh-tw.js';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../platform/languages.ts';
import { useFormat, useLanguage } from '../use-format.ts';
import classes from './calendar-input.module.css';
import type { DateInputProps } from './date-input-props.ts';
import { parseDay } from './parse-day.ts';

const locales: Record<Language, string> = { en: 'en', 'zh-Hans': 'zh-cn', 'zh-Hant': 'zh-tw' };

/** The calendar of `DateInput`; a chunk of its own, since most screens show no calendar. */
export default function CalendarInput({ value, onChange, withinPortal = true, ...rest }: DateInputProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { today, dayWhole } = useFormat();
  const here = today();
  return (
    <DatesProvider settings={{ locale: locales[language], firstDayOfWeek: 1, weekendDays: [] }}>
      <MantineDateInput
        {...rest}
        value={value}
        onChange={onChange}
        valueFormat={dayWhole}
        // Emptied by typing, as the phone's own field is.
        allowDeselect
        monthLabelFormat={t('web:calendar.month')}
        yearLabelFormat={t('web:calendar.year')}
        dateParser={(text) => parseDay(text, here) ?? null}
        leftSection={<IconCalendar size={16} aria-hidden="true" />}
        // Today where the workspace is, which need not be today where the browser is.
        getDayProps={(day) => (day === here ? { 'data-here': true } : {})}
        previousLabel={t('web:calendar.previous')}
        nextLabel={t('web:calendar.next')}
        classNames={{ root: classes['root'] ?? '', day: classes['day'] ?? '' }}
        popoverProps={{ withinPortal }}
      />
    </DatesProvider>
  );
}
