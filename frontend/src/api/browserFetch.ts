/** Call the browser's fetch, which must be called as a function of the window. */
export function browserFetch(request: Request): Promise<Response> {
  return fetch(request);
}
