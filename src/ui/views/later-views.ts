import { keepDraft } from '../../app/drafts.ts';
import { exportData } from '../../app/export-data.ts';
import english from '../../i18n/messages/views.en.json';
import { guardLeaving } from '../guard-leaving.ts';
import { PhoneFrame } from '../shell/PhoneFrame.tsx';
import article from './article/Article.css?inline';
import { Article } from './article/Article.tsx';
import { expectation } from './home/expectation.ts';
import { Incident } from './home/Incident.tsx';
import { NothingFound } from './home/NothingFound.tsx';
import later from './Later.css?inline';
import { ConsentGate } from './privacy/ConsentGate.tsx';
import privacy from './privacy/Privacy.css?inline';
import { Privacy } from './privacy/Privacy.tsx';
import { Request } from './requests/Request.tsx';
import requests from './requests/Requests.css?inline';
import { Requests } from './requests/Requests.tsx';
import ticket from './ticket/Ticket.css?inline';
import { Ticket } from './ticket/Ticket.tsx';

/** The views behind the first one, their texts and style rules: a chunk of its own, fetched while he reads the first. */
export const laterViews = {
  views: { Article, ConsentGate, Privacy, Request, Requests, Ticket },
  /** What of the first view can come a moment later. */
  home: { Incident, NothingFound, expectation },
  css: [later, article, ticket, requests, privacy].join('\n'),
  english,
  PhoneFrame,
  keepDraft,
  exportData,
  guardLeaving,
};

export type ViewsPart = typeof laterViews;
