import { h, render, Fragment } from './vendor/preact.js';
import {
  useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useId,
} from './vendor/hooks.js';
import htm from './vendor/htm.js';

const html = htm.bind(h);

export {
  html, render, Fragment, useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useId,
};
