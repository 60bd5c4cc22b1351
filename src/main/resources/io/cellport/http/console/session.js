/** Who is signed in. The token is in this module's memory and nowhere else: it ends with the page. */

import { ApiError, authenticate, call, cellUrl, discover, isCellName, json } from './api.js';

/** Seconds before its end in which a token is renewed. */
const EARLY = 60;

/** @type {{token: string, cell: string|null, who: string, refresh: string|null}|null} */
let session = null;

let timer = 0;

let onEnd = () => {};

/** Calls something with the reason when a session ends: `expired` or `left`. */
export function whenEnded(action) {
  onEnd = action;
  authenticate(() => session?.token ?? '', () => end('expired'));
}

export function isSignedIn() {
  return session !== null;
}

/** The one cell that this session is for; null if it is for the whole unit. */
export function onlyCell() {
  return session?.cell ?? null;
}

/** A name for whoever is signed in. */
export function who() {
  return session?.who ?? '';
}

/**
 * Begins a session with a token that somebody has made.
 *
 * @param {string} token of the unit, or of a cell
 * @param {string} cell the name of the cell; may be empty if the token says it
 * @throws {ApiError} if it is worth nothing; with the code `cell?` if it may be that of a cell which it does not name
 */
export async function signInWithToken(token, cell) {
  await discover();
  const headers = { Authorization: `Bearer ${token}` };
  const claims = claimsOf(token);
  const named = cell || cellOf(claims);
  if (!named) {
    try {
      await json('__ctl/Cell', { headers, anonymous: true });
    } catch (error) {
      const other = error instanceof ApiError && (error.status === 401 || error.status === 403);
      throw other && !claims.kind ? new ApiError(error.status, 'cell?', error.message, 0) : error;
    }
    begin({ token, cell: null, who: claims.sub ?? '', refresh: null });
    return;
  }
  requireName(named);
  await call(`${cellUrl(named)}__import`, { headers, anonymous: true });
  begin({ token, cell: named, who: claims.sub ?? named, refresh: null });
}

/** Begins a session with the name and password of an account in a cell. */
export async function signInWithPassword(cell, name, password) {
  await discover();
  requireName(cell);
  const tokens = await grant(cell, { grant_type: 'password', username: name, password });
  begin({ token: tokens.access_token, cell, who: name, refresh: tokens.refresh_token });
  renewLater(tokens.expires_in);
}

function requireName(cell) {
  if (!isCellName(cell)) {
    throw new ApiError(404, 'PR404-DV-0003', '', 0);
  }
}

/** Forgets the token. */
export function signOut() {
  end('left');
}

function begin(begun) {
  clearTimeout(timer);
  session = begun;
}

function end(reason) {
  if (session) {
    clearTimeout(timer);
    session = null;
    onEnd(reason);
  }
}

function grant(cell, fields) {
  return json(`${cellUrl(cell)}__token`, { method: 'POST', body: new URLSearchParams(fields), anonymous: true });
}

function renewLater(seconds) {
  timer = setTimeout(renew, Math.max(1, seconds - EARLY) * 1000);
}

async function renew() {
  const { cell, refresh } = session;
  try {
    const tokens = await grant(cell, { grant_type: 'refresh_token', refresh_token: refresh });
    session = { ...session, token: tokens.access_token, refresh: tokens.refresh_token };
    renewLater(tokens.expires_in);
  } catch (error) {
    if (error instanceof ApiError && error.status === 400) {
      end('expired');
    } else {
      timer = setTimeout(renew, 5000);
    }
  }
}

/** What a token says of itself; the server decides what is true of it. */
function claimsOf(token) {
  try {
    const part = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), c => c.charCodeAt(0))));
  } catch {
    return {};
  }
}

/** The name of the cell that a token is for: the end of its address, or the beginning of its host. */
function cellOf({ kind, iss, aud }) {
  if (kind === 'unit' || typeof aud !== 'string' || !URL.canParse(aud)) {
    return '';
  }
  const last = aud.replace(/\/$/, '').split('/').pop();
  const isPath = cellUrl(last) === aud || (typeof iss === 'string' && aud === `${iss}${last}/`);
  const name = isPath ? last : new URL(aud).hostname.split('.')[0];
  return isCellName(name) ? name : '';
}
