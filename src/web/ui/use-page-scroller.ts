import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

interface PageScroller {
  /** What scrolls the page. */
  page: RefObject<HTMLElement | null>;
  /** How far below the top of the page the element begins. */
  top: number;
}

/** The page that an element scrolls with, for rows that are drawn as the page comes to them. */
export function usePageScroller(element: RefObject<HTMLElement | null>): PageScroller {
  const page = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const [inner, outer] = [element.current, element.current?.closest('main')];
    const content = outer?.firstElementChild;
    if (!inner || !outer || !content) return undefined;
    page.current = outer;
    const measure = (): void =>
      setTop(Math.round(inner.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop));
    measure();
    // What stands above grows and shrinks with what it says.
    const observer = new ResizeObserver(measure);
    observer.observe(content);
    return () => observer.disconnect();
  }, [element]);
  return { page, top };
}
