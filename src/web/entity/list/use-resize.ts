import { useRef, type DragEvent, type PointerEvent, type RefObject } from 'react';
import { maxWidth, minWidth, type Column, type Columns } from './columns.ts';
import { templateOf } from './grid-template.ts';

/** Changes the width of a column by its edge: seen while it is dragged, kept when it is let go; a double click gives the usual one back. */
export function useResize(ref: RefObject<HTMLDivElement | null>, column: Column, columns: Columns) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const widthAt = (x: number): number => {
    const { x: from, width } = start.current ?? { x, width: minWidth };
    return Math.min(maxWidth, Math.max(minWidth, width + x - from));
  };
  /** Rows read the template from a property of the grid, so that no row is drawn anew for a pixel. */
  const show = (width: number): void => {
    const grid = ref.current?.closest<HTMLElement>('[data-grid]');
    const next = columns.shown.map((each) => (each.key === column.key ? { ...each, width: `${width}px` } : each));
    const { template, minWidth: least } = templateOf(next);
    grid?.style.setProperty('--columns', template);
    grid?.style.setProperty('min-width', `${least}px`);
  };
  return {
    by: (pixels: number): void => {
      const now = ref.current?.offsetWidth;
      if (now !== undefined) columns.resize(column.key, now + pixels);
    },
    edge: {
      draggable: true,
      // The edge widens; it does not carry the column away.
      onDragStart: (event: DragEvent): void => {
        event.preventDefault();
        event.stopPropagation();
      },
      onPointerDown: (event: PointerEvent<HTMLElement>): void => {
        if (event.button !== 0 || !ref.current) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: ref.current.offsetWidth };
      },
      onPointerMove: (event: PointerEvent): void => {
        if (start.current) show(widthAt(event.clientX));
      },
      onPointerUp: (event: PointerEvent): void => {
        const isMoved = start.current !== null && start.current.x !== event.clientX;
        const width = widthAt(event.clientX);
        start.current = null;
        if (isMoved) columns.resize(column.key, width);
      },
      onDoubleClick: (): void => columns.resize(column.key, null),
    },
  };
}
