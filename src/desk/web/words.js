import { zh } from './words-zh.js';
import { en } from './words-en.js';

const chinese = (navigator.languages ?? [navigator.language]).find((one) => /^(zh|en)/i.test(one)) ?? 'zh';

export const language = /^zh/i.test(chinese) ? 'zh-CN' : 'en';

const words = language === 'en' ? en : zh;

export function t(key, ...values) {
  const word = words[key];
  return typeof word === 'function' ? word(...values) : word ?? key;
}

t.has = (key) => key in words;

const NUMERALS = '零壹贰叁肆伍陆柒捌玖拾';

// Sections are numbered on the page as in a newspaper.
export const numeral = (n) => (language === 'en' || n > 10 ? String(n) : NUMERALS[n]);
