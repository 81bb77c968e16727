import { useEffect, useState } from 'preact/hooks';
import { phoneQuery } from './is-phone.ts';

/** Whether the panel fills the screen, also after the window was turned or resized. */
export function usePhone(): boolean {
  const [query] = useState(phoneQuery);
  const [matches, setMatches] = useState(query.matches);
  useEffect(() => {
    const onChange = () => setMatches(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, [query]);
  return matches;
}
