import { html, useEffect, useRef } from './lib.js';
import { set, useDesk } from './state.js';
import { ask } from './edit.js';
import { t } from './words.js';

// report.json was changed elsewhere and the two cannot be joined: only the user knows which one counts.
export function OutsideDialog() {
  const outside = useDesk((s) => s.outside);
  const dialog = useRef(null);
  const open = Boolean(outside?.choice);
  useEffect(() => {
    if (open && !dialog.current.open) dialog.current.showModal();
    else if (!open && dialog.current.open) dialog.current.close();
  }, [open]);
  const take = async (which) => {
    set({ outside: null });
    await ask('outside', { take: which });
  };
  return html`
    <dialog class="dialog" ref=${dialog} aria-labelledby="outside-title" onCancel=${(event) => event.preventDefault()}>
      <div class="dialog-body">
        <h2 id="outside-title">${t('outside-title')}</h2>
        <p>${t('outside-words', outside?.file ?? 'report.json')}</p>
        <div class="choices">
          <button type="button" class="make-kind" onClick=${() => take('ours')}><strong>${t('take-ours')}</strong><span>${t('take-ours-hint')}</span></button>
          <button type="button" class="make-kind" onClick=${() => take('theirs')}><strong>${t('take-theirs')}</strong><span>${t('take-theirs-hint')}</span></button>
        </div>
      </div>
    </dialog>`;
}
