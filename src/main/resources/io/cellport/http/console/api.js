/** Requests to the unit and its cells. */

/** The unit's address, as this page was reached. */
export const UNIT = new URL('../', import.meta.url).href;

/** The server said no. */
export class ApiError extends Error {
  /**
   * @param {number} status the HTTP status
   * @param {string} code a code of the catalogue, or `HTTP 502` and the like if somebody else has answered
   * @param {string} text the server's text
   * @param {number} retryAfter seconds after which to try again; 0 if it does not say
   */
  constructor(status, code, text, retryAfter) {
    super(text);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** Nobody has answered. */
export class Unreachable extends Error {}

let credential = () => '';
let refused = () => {};
let cellUrls = name => `${UNIT}${name}/`;

/**
 * Says who asks.
 *
 * @param {function(): string} token the token of the moment; empty for nobody
 * @param {function(): void} onRefused called when the server does not accept it any more
 */
export function authenticate(token, onRefused) {
  credential = token;
  refused = onRefused;
}

/** Whether a cell can have that name. A request goes where the name leads, and takes the token along. */
export function isCellName(text) {
  return /^[a-z0-9][a-z0-9-]*$/.test(text);
}

/** Asks the unit how cells are addressed; to be called before any of them is. */
export async function discover() {
  const { unit } = await json('', { anonymous: true });
  if (!unit.path_based_cellurl_enabled) {
    cellUrls = name => unit.url.replace('://', `://${name}.`);
  }
  return unit;
}

/** The URL of a cell; ends in a slash. */
export function cellUrl(name) {
  return cellUrls(name);
}

/** A path of which each segment is encoded. @param {string[]} segments decoded */
export function path(segments) {
  return segments.map(encodeURIComponent).join('/');
}

/** The headers that say who asks. */
export function credentials() {
  const token = credential();
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/**
 * Sends a request.
 *
 * @param {string} target a URL, or a path below the unit
 * @param {{method?: string, headers?: Object, body?: *, signal?: AbortSignal, anonymous?: boolean}} [options]
 * @returns {Promise<Response>} one of 2xx or 304
 * @throws {ApiError} for any other
 * @throws {Unreachable} if there is none
 */
export async function call(target, { method = 'GET', headers = {}, body, signal, anonymous } = {}) {
  let response;
  try {
    response = await fetch(new URL(target, UNIT), {
      method, body, signal,
      headers: { Accept: 'application/json, */*', ...(anonymous ? {} : credentials()), ...headers },
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : new Unreachable();
  }
  if (response.ok || response.status === 304) {
    return response;
  }
  throw failed(response.status, await response.text().catch(() => ''), response.headers.get('Retry-After'), anonymous);
}

/** What an answer with an error says; a token that counts for nothing ends the session. */
export function failed(status, body, retryAfter, anonymous) {
  if (status === 401 && !anonymous) {
    refused();
  }
  const { code, text } = told(body);
  return new ApiError(status, code ?? `HTTP ${status}`, text ?? '', Number(retryAfter) || 0);
}

/** Errors have two forms: that of the API, and that of OAuth for log-ins. */
function told(body) {
  try {
    const error = JSON.parse(body);
    const oauth = /^\[(PR[\w-]+)\] - (.*)$/s.exec(error.error_description ?? '');
    return oauth ? { code: oauth[1], text: oauth[2] } : { code: error.code, text: error.message?.value };
  } catch {
    return {};
  }
}

/** The JSON of an answer. */
export async function json(target, options) {
  return (await call(target, options)).json();
}

/**
 * What a PROPFIND says of a resource and of what is in it. An XML answer is read by the browser's request itself: a
 * parser of strings would need an exception in the content policy.
 *
 * @returns {Promise<Element[]>} one `response` element for each
 */
export function propfind(url, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PROPFIND', url);
    request.overrideMimeType('application/xml');
    Object.entries({ ...credentials(), Depth: '1' }).forEach(([name, value]) => request.setRequestHeader(name, value));
    signal?.addEventListener('abort', () => request.abort());
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onerror = () => reject(new Unreachable());
    // An error is JSON, which has to stay text.
    request.onreadystatechange = () => {
      if (request.readyState === XMLHttpRequest.HEADERS_RECEIVED && request.status === 207) {
        request.responseType = 'document';
      }
    };
    request.onload = () => {
      if (request.status !== 207) {
        reject(failed(request.status, request.responseText, request.getResponseHeader('Retry-After')));
      } else if (request.response) {
        resolve([...request.response.getElementsByTagNameNS('DAV:', 'response')]);
      } else {
        reject(failed(request.status, '', null));
      }
    };
    request.send();
  });
}
