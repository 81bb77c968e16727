/** A refusal as JSON. `code` is for programs, `message` for developers; neither holds anything the visitor wrote. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

const securityHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** An answer in JSON, never cached and never taken for a page. */
export function jsonReply(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...securityHeaders, ...headers } });
}

export function errorReply(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body: ErrorBody = { error: { code, message } };
  return jsonReply(body, status, headers);
}
