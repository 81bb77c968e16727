export { type CollectorTransportOptions, createCollectorTransport } from './collector/create-collector-transport.ts';
export { createTransport, type TransportDeps } from './create-transport.ts';
export { encodeJson } from './encode-json.ts';
export { createHttpTransport, type HttpTransportOptions } from './http/create-http-transport.ts';
export { type Fetch, type PostOptions, post, type Reply } from './post.ts';
export { parseRetryAfter } from './retry-after.ts';
