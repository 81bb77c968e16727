export { createEncoder, ENCODER_FILE, type SentenceEncoder } from './create-encoder.ts';
