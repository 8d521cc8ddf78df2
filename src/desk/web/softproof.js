import { html, useEffect, useState } from './lib.js';
import { set, say, useDesk } from './state.js';
import { Lost, get } from './api.js';
import { t } from './words.js';

// The page as the press prints it, over the one that is written on: as soon as it is made up, and until something is typed.
export function SoftProof({ number }) {
  const address = useDesk((s) => (s.soft && s.view.settled && !s.view.stale ? `soft-proof/${number}/${s.view.version}` : null));
  const [shown, show] = useState(null);
  useEffect(() => {
    if (!address) {
      show(null);
      return undefined;
    }
    let wanted = true;
    const picture = new Image();
    picture.src = address;
    picture.decode().then(() => wanted && show(address), async () => {
      if (!wanted) return;
      set({ soft: false });
      try {
        await get(address);
      } catch (error) {
        if (!(error instanceof Lost)) say([error.error, ...(error.hints ?? [])].filter(Boolean).join(' '), 'warning');
      }
    });
    return () => { wanted = false; };
  }, [address]);
  return shown && shown === address && html`<img class="soft-proof" src=${shown} alt=${t('soft-proof-of', number + 1)} draggable=${false} />`;
}
