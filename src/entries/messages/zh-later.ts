import attachments from '../../i18n/messages/attachments.zh.json';
import conversation from '../../i18n/messages/conversation.zh.json';
import survey from '../../i18n/messages/survey.zh.json';
import views from '../../i18n/messages/views.zh.json';

/** All other texts. */
export const messages = { ...views, ...conversation, ...survey, ...attachments };
