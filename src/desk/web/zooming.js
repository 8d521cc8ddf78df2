import { useCallback, useEffect, useLayoutEffect, useRef, useState } from './lib.js';
import { clamp, fitted, scaleOf, snap } from './zoom.js';

// Zoom with the wheel, two fingers, keys and buttons; the point under the hand stays where it is.
export function useZoom(scroller, pages) {
  const [zoom, setZoom] = useState(0.5);
  const [scale, setScale] = useState(0); // none until the page is fitted: no picture is asked for twice
  const [way, setWay] = useState('width');
  const now = useRef(zoom);
  const keep = useRef(null);
  const settling = useRef(0);

  const apply = useCallback((next, anchor) => {
    const element = scroller.current;
    const old = now.current;
    if (!element || next === old) return;
    const rect = element.getBoundingClientRect();
    const x = anchor ? anchor.x - rect.left : element.clientWidth / 2;
    const y = anchor ? anchor.y - rect.top : element.clientHeight / 2;
    const sheet = element.querySelector('.sheet');
    const left = sheet?.offsetLeft ?? 0;
    const top = sheet?.offsetTop ?? 0;
    keep.current = { x, y, px: (element.scrollLeft + x - left) / old, py: (element.scrollTop + y - top) / old };
    now.current = next;
    setZoom(next);
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (keep.current && element) {
      const { x, y, px, py } = keep.current;
      const sheet = element.querySelector('.sheet');
      element.scrollLeft = px * zoom + (sheet?.offsetLeft ?? 0) - x;
      element.scrollTop = py * zoom + (sheet?.offsetTop ?? 0) - y;
      keep.current = null;
    }
    // New pictures only when the hand rests: until then the old ones are stretched.
    clearTimeout(settling.current);
    settling.current = setTimeout(() => setScale((old) => (old ? scaleOf(now.current) : old)), 140);
  }, [zoom]);

  const zoomTo = useCallback((next, anchor) => {
    setWay(null);
    apply(snap(next), anchor);
  }, []);

  const fit = useCallback((how) => {
    const element = scroller.current;
    setWay(how);
    if (!element?.clientWidth) return;
    const rect = element.getBoundingClientRect();
    apply(fitted(how, pages, element.clientWidth, element.clientHeight), { x: rect.left + rect.width / 2, y: rect.top });
  }, [pages]);

  useLayoutEffect(() => {
    if (!way) return undefined;
    const again = () => fit(way);
    again();
    setScale(scaleOf(now.current));
    const observer = new ResizeObserver(again);
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [way, pages.length, pages[0]?.width, pages[0]?.height]);

  useEffect(() => {
    const element = scroller.current;
    let rest = 0;
    const live = (next, anchor) => {
      setWay(null);
      apply(clamp(next), anchor);
      clearTimeout(rest);
      rest = setTimeout(() => apply(snap(now.current), anchor), 180);
    };
    const wheel = (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      live(now.current * Math.exp(-Math.max(-60, Math.min(60, event.deltaY * lines)) * 0.006), { x: event.clientX, y: event.clientY });
    };
    let pinch = null;
    const middle = (touches) => ({ x: (touches[0].clientX + touches[1].clientX) / 2, y: (touches[0].clientY + touches[1].clientY) / 2 });
    const apart = (touches) => Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
    const start = (event) => { if (event.touches.length === 2) pinch = { apart: apart(event.touches), zoom: now.current }; };
    const move = (event) => {
      if (!pinch || event.touches.length !== 2) return;
      event.preventDefault();
      live((pinch.zoom * apart(event.touches)) / pinch.apart, middle(event.touches));
    };
    const end = () => { pinch = null; };
    const key = (event) => {
      if (event.target.closest('input,textarea,select') || event.altKey) return;
      const over = event.target === element || event.ctrlKey || event.metaKey;
      if (!over) return;
      if (event.key === '+' || event.key === '=') zoomTo(now.current * 1.25);
      else if (event.key === '-') zoomTo(now.current / 1.25);
      else if (event.key === '0') fit('width');
      else if (event.key === '9') fit('whole');
      else return;
      event.preventDefault();
    };
    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('touchstart', start, { passive: true });
    element.addEventListener('touchmove', move, { passive: false });
    element.addEventListener('touchend', end);
    document.addEventListener('keydown', key);
    return () => {
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('touchstart', start);
      element.removeEventListener('touchmove', move);
      element.removeEventListener('touchend', end);
      document.removeEventListener('keydown', key);
    };
  }, [fit]);

  return { zoom, scale, way, zoomTo, fit };
}
