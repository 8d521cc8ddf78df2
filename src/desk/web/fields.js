import { html } from './lib.js';
import { Folio, Headline, Lead } from './head.js';
import { Figures } from './figures.js';
import { Sections } from './sections.js';
import { Rest } from './extra.js';

// The report as plain fields, in the order in which the page is read.
export const FieldsPanel = () => html`
  <${Folio} />
  <${Headline} />
  <${Lead} />
  <${Figures} />
  <${Sections} />
  <${Rest} />`;
