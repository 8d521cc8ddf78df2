// Asks the page to bring boxes into sight, without the panels knowing how a page is shown.
let handler = () => {};

export const onShow = (next) => { handler = next; };

export const showOnPage = (boxes) => handler(boxes);
