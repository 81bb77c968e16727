export { conversationPart as part } from '../ui/conversation/conversation-part.ts';
